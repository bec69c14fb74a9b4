import type { Database } from '../../data/database.ts';

/** An identifier that more profiles have than may. */
export interface Quarantined {
  kind: string;
  value: string;
  /** At least: once quarantined, they are counted no more. */
  sharedBy: number;
  quarantinedAt: Date;
}

/** Those that are quarantined now, the latest first. @param after of the page before */
export const readQuarantined = (
  db: Database,
  { after, limit }: { after?: readonly [at: string, kind: string, value: string] | undefined; limit: number },
): Promise<(Quarantined & { at: string })[]> =>
  db.query(
    `select kind, value, shared_by as "sharedBy", quarantined_at as "quarantinedAt", quarantined_at::text as at
     from chaland.identifier
     where quarantined_at is not null
       and ($1::timestamptz is null or (quarantined_at, kind, value) < ($1::timestamptz, $2::text, $3::text))
     order by quarantined_at desc, kind desc, value desc limit $4`,
    [after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, limit],
  );

/**
 * Lets an identifier count again, because somebody knows that those who share it may; it is quarantined anew once
 * as many more have it.
 * @param more how many may have it beside those who were counted
 * @returns false where it isn't quarantined
 */
export async function release(
  db: Database,
  { kind, value, more }: { kind: string; value: string; more: number },
): Promise<boolean> {
  const released = await db.query(
    `update chaland.identifier
     set quarantined_at = null, separated_at = null, allowed = shared_by + $3::int
     where kind = $1 and value = $2 and quarantined_at is not null returning 1`,
    [kind, value, more],
  );
  return released.length > 0;
}
