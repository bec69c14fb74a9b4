import { createHash } from 'node:crypto';
import type { Context } from '../../context.ts';
import { job } from '../../job/job.ts';
import type { CoreSettings } from '../../setting/core-settings.ts';
import { normalForm } from '../normalise/attributes.ts';
import { recomputeGoldenRecords } from './recompute.ts';
import { survivorshipRules } from './rules.ts';

/** Customers whose rows are locked at once. */
const atOnce = 500;

/** Milliseconds until every process knows of new settings: before that, one might still choose by the old ones. */
const settled = 5_000;

const id = 'core.recompute-customers';

type Part = Pick<Context, 'db' | 'clock' | 'jobs' | 'locale'> & { settings<T>(): Promise<T> };

interface Saved {
  after: string;
  done: number;
}

/**
 * Chooses every customer's golden record by the rules of now, in pages, each in a transaction of its own that also
 * says how far it came: where it is interrupted, the next try goes on from there.
 */
export const recomputeCustomers = job({
  id,
  title: {
    en: 'Choose customers’ attributes by new rules',
    fr: 'Choisir les attributs des clients selon de nouvelles règles',
  },
  async handle(_args, { db, clock, settings, locale }, { signal, saved, save }) {
    const digest = digestOf(await settings(), locale.country);
    const total = await countCustomers(db);
    let { after, done } = (saved as Saved | undefined) ?? { after: nobody, done: 0 };
    for (;;) {
      signal.throwIfAborted();
      const { identity } = await settings<CoreSettings>();
      const rules = survivorshipRules(identity.survivorship, locale.country);
      const ids = await db.transaction(async () => {
        const page = await pageAfter(db, after);
        if (page.length === 0) return page;
        await recomputeGoldenRecords(db, page, clock.now(), rules);
        const progress = { after: page.at(-1)!, done: done + page.length };
        await save({ done: progress.done, total, saved: progress });
        return page;
      });
      if (ids.length === 0) break;
      after = ids.at(-1)!;
      done += ids.length;
    }
    await chosenBy(db, digest, clock.now());
  },
});

const nobody = '00000000-0000-0000-0000-000000000000';

async function countCustomers(db: Context['db']): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    'select count(*)::int as n from chaland.customer where merged_into is null',
  );
  return row!.n;
}

async function pageAfter(db: Context['db'], after: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select id from chaland.customer where id > $1::uuid and merged_into is null order by id limit ${atOnce}`,
    [after],
    { name: 'chaland.customers-after' },
  );
  return rows.map((row) => row.id);
}

const chosenBy = (db: Context['db'], digest: string, now: Date) =>
  db.query(
    `insert into chaland.survivorship (digest, chosen_at) values ($1, $2)
     on conflict (singleton) do update set digest = excluded.digest, chosen_at = excluded.chosen_at`,
    [digest, now],
  );

/** What golden records are chosen and written by. */
const digestOf = ({ identity }: CoreSettings, country: string): string =>
  createHash('sha256')
    .update(JSON.stringify([identity.survivorship, country, normalForm]))
    .digest('base64url');

/** Queues the job in the current unit of work, for when every process knows the new rules. */
export const recomputeSoon = ({ jobs, clock }: Pick<Part, 'jobs' | 'clock'>) =>
  jobs.enqueue(id, {}, { key: 'rules', after: new Date(clock.now().getTime() + settled) });

/**
 * Queues the job where the rules aren't those by which the records were chosen: the configuration was changed, or
 * Chaland itself has come to write them in another form.
 */
export async function recomputeIfRulesChanged({ db, clock, jobs, settings, locale }: Part): Promise<void> {
  const digest = digestOf(await settings<CoreSettings>(), locale.country);
  const [row] = await db.query<{ digest: string }>('select digest from chaland.survivorship');
  if (!row) await chosenBy(db, digest, clock.now());
  else if (row.digest !== digest) await recomputeSoon({ jobs, clock });
}

/** Whether a change at these pointers of core's settings is one of the rules. */
export const changesRules = (pointers: readonly string[]): boolean =>
  pointers.some((pointer) => `${pointer}/`.startsWith(section) || section.startsWith(`${pointer}/`));

const section = '/identity/survivorship/';
