import { intArray, textArray, uuidArray } from '../../data/binary-array.ts';
import { columns } from '../../data/columns.ts';
import type { Database } from '../../data/database.ts';
import type { Notices } from '../notices.ts';
import { type CheckpointHead, checkpointByNumber, hashOfMoved, listCheckpoints } from './checkpoint.ts';
import type { CheckpointFile } from './checkpoint-file.ts';
import { createFindings, type Findings, type Verification } from './findings.ts';
import { chainStart } from './row.ts';
import { verifyState } from './verify-state.ts';
import { walkChains } from './walk.ts';

export interface VerifyOptions {
  /** A checkpoint that was kept elsewhere. */
  file?: CheckpointFile;
  /** Told now and then, with the records walked so far. */
  progress?: (records: number) => void;
  signal?: AbortSignal;
}

/**
 * Walks the whole ledger, and says what in it is not as it was written: every record and its personal part, every chain
 * to its head, the wording of notices, what the door asks, and the heads that checkpoints saw. Its memory doesn't grow with the ledger.
 */
export async function verifyLedger(
  db: Database,
  notices: Notices,
  { file, progress, signal }: VerifyOptions = {},
): Promise<Verification> {
  const findings = createFindings();
  const walked = await walkChains(db, { notices: await notices.all(), findings, progress, signal });
  // Of a ledger that was changed, it would only say the same thing again.
  if (findings.result().intact) await verifyState(db, findings);
  const checkpoints = await verifyCheckpoints(db, findings, signal);
  if (file) await verifyFile(db, file, findings);
  return { ...walked, checkpoints, ...findings.result() };
}

async function verifyCheckpoints(db: Database, findings: Findings, signal?: AbortSignal): Promise<number> {
  const [latest] = await listCheckpoints(db, { limit: 1 });
  let previous = chainStart;
  for (let n = 1; n <= (latest?.n ?? 0); n++) {
    signal?.throwIfAborted();
    const checkpoint = await checkpointByNumber(db, n);
    const { moved, hash } = await hashOfMoved(db, n, previous);
    if (!checkpoint) findings.add('checkpoint_changed', `checkpoint ${n} is missing`);
    else if (checkpoint.hash !== hash || checkpoint.moved !== moved) {
      findings.add('checkpoint_changed', `checkpoint ${n} was changed`);
    }
    previous = checkpoint?.hash ?? hash;
  }
  const broken = await db.query<CheckpointHead & { checkpoint: number; id: string | null }>(
    `select seen.profile_id as "profileId", seen.n, seen.checkpoint, c.id
     from chaland.consent_checkpoint_head seen
     left join chaland.consent c on c.profile_id = seen.profile_id and c.n = seen.n
     where c.hash is distinct from seen.hash
     order by seen.profile_id, seen.checkpoint limit 1000`,
  );
  for (const { checkpoint, ...head } of broken) tellBroken(findings, `checkpoint ${checkpoint}`, head);
  return latest?.n ?? 0;
}

function tellBroken(
  findings: Findings,
  witness: string,
  { profileId, n, id }: { profileId: string; n: number; id: string | null },
): void {
  const what = id === null ? `record ${n} is missing` : `record ${n}, or one before it, was written anew`;
  findings.add('checkpoint_broken', `profile ${profileId}: ${what}, as ${witness} tells`, {
    profileId,
    n,
    recordId: id,
  });
}

async function verifyFile(db: Database, { checkpoint, hash, heads }: CheckpointFile, findings: Findings) {
  const known = await checkpointByNumber(db, checkpoint);
  if (known?.hash !== hash) {
    findings.add(
      'checkpoint_changed',
      known
        ? `checkpoint ${checkpoint} in the database is not the file's`
        : `checkpoint ${checkpoint}, of which the file is, is missing in the database`,
    );
  }
  for await (const group of heads) {
    const { profileId, n, hash: hashes } = columns(group, 'profileId', 'n', 'hash');
    const broken = await db.query<{ profileId: string; n: number; id: string | null }>(
      `select seen.profile_id as "profileId", seen.n, c.id
       from unnest($1::uuid[], $2::int[], $3::text[]) as seen (profile_id, n, hash)
       left join chaland.consent c on c.profile_id = seen.profile_id and c.n = seen.n
       where c.hash is distinct from decode(seen.hash, 'hex')
       order by 1`,
      [uuidArray(profileId), intArray(n), textArray(hashes)],
    );
    for (const head of broken) tellBroken(findings, 'the file', head);
  }
}
