import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { job } from '../../job/job.ts';
import { declaredTables } from '../declared-tables.ts';
import { eraseRows } from './erase-rows.ts';
import { createNobody } from './nobody.ts';

export const sweepJob = 'core.sweep-erasures';

/** Profiles swept in one transaction. */
const atOnce = 100;

/**
 * Looks once more, after an erasure, for rows of who was erased: a job that had read them before, a computation that
 * took minutes, may have written one since. Then the profiles' ids are forgotten too.
 */
export const sweepErasures = job({
  id: sweepJob,
  title: {
    en: 'Look once more for what erased people left',
    fr: 'Vérifier qu’il ne reste rien des personnes effacées',
  },
  schedule: '41 * * * *',
  async handle(_args, { db, clock, log }, { signal }) {
    while (!signal.aborted) {
      const { erasures, rows } = await sweepSome(db, clock.now());
      if (rows > 0) log.warn({ erasures, rows }, 'rows of erased people were found and erased');
      if (erasures < atOnce) return;
    }
  },
});

/** Those that were erased ten minutes ago or more. */
function sweepSome(db: Database, now: Date): Promise<{ erasures: number; rows: number }> {
  return db.transaction(async () => {
    const due = await db.query<{ customer_id: string; profile_ids: string[] | null }>(
      `select customer_id, profile_ids from chaland.erasure
       where swept_at is null and erased_at <= $1::timestamptz - interval '10 minutes'
       order by customer_id limit ${atOnce} for update skip locked`,
      [now],
    );
    if (due.length === 0) return { erasures: 0, rows: 0 };
    const customerIds = due.map(({ customer_id }) => customer_id);
    const profileIds = [...new Set(due.flatMap(({ profile_ids }) => profile_ids ?? []))];
    const nobody = createNobody();
    let rows = 0;
    for (const declared of await declaredTables(db)) {
      const { customer, profile, erase } = declared.entry;
      if (erase === 'own' || !(customer || profile)) continue;
      rows += await eraseRows(db, declared, { customerIds, profileIds }, nobody);
    }
    await db.query(
      'update chaland.erasure set swept_at = $2, profile_ids = null where customer_id = any($1::uuid[])',
      [uuidArray(customerIds), now],
    );
    return { erasures: due.length, rows };
  });
}
