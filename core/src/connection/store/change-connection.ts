import { changedMeanwhile } from '../../http/precondition.ts';
import { problem } from '../../http/problem.ts';
import { checkConnection, refuseUnlessOk } from '../check-connection.ts';
import { type KnownConnector, knownConnector } from '../known-connectors.ts';
import type { ConnectionParts } from '../parts.ts';
import { refuseSame } from './refuse-same.ts';
import { type ResealedArgs, resealArgs } from './reseal-args.ts';
import { type ConnectionRow, connectionRow } from './row.ts';
import { openArgs, type SealedArgs, sealArgs } from './sealed-args.ts';

export interface ConnectionChange {
  name?: string;
  /** Whole; a secret that is left out or masked stays as it is. */
  args?: Record<string, unknown>;
  /** Minutes; null: as the connector says. */
  pullEvery?: number | null;
  /** Saves it without asking the other side. */
  unchecked?: boolean;
}

/**
 * Changes a connection. New args are looked at by its connector first, outside of a transaction, and hold at once.
 * @param version that the change was made from
 * @throws CHL_NOT_FOUND, CHL_PRECONDITION_FAILED, CHL_CONNECTION_SECRETS, and what making one throws
 */
export async function changeConnection(
  parts: ConnectionParts,
  id: string,
  version: number,
  { name, args: given, pullEvery, unchecked = false }: ConnectionChange,
): Promise<ConnectionRow> {
  const before = await current(parts, id, version);
  const next =
    given &&
    (await lookedAt(parts, before, unchecked, (known) => resealArgs(parts.key, known, before, given)));
  return save(parts, id, version, {
    name: name ?? before.name,
    pullEvery: pullEvery === undefined ? before.pullEvery : pullEvery,
    identity: next?.identity ?? before.identity,
    args: next?.args ?? before.args,
    secrets: next?.secrets ?? before.secrets,
    previousSecrets: before.previousSecrets,
    previousUntil: before.previousUntil,
    // What failed may have failed for what was changed.
    forgives: next !== undefined || pullEvery !== undefined,
  });
}

/**
 * Takes new secrets, and those of before beside them until the other side has changed over.
 * @param options.secrets as in the args, and only secrets
 * @throws as {@link changeConnection}
 */
export async function rotateSecrets(
  parts: ConnectionParts,
  id: string,
  version: number,
  {
    secrets,
    graceHours = 24,
    unchecked = false,
  }: { secrets: Record<string, unknown>; graceHours?: number; unchecked?: boolean },
): Promise<ConnectionRow> {
  const before = await current(parts, id, version);
  const next = await lookedAt(parts, before, unchecked, (known) => {
    const sealed = sealArgs(parts.key, known, id, secrets, before.secrets);
    refuseOthers(sealed.args);
    const renewed = { args: before.args, secrets: sealed.secrets };
    const args = openArgs(parts.key, known, id, renewed);
    return { sealed: renewed, args, identity: known.connector.identity(args) };
  });
  const until = new Date(parts.clock.now().getTime() + graceHours * 3_600_000);
  return save(parts, id, version, {
    ...before,
    ...next,
    previousSecrets: graceHours > 0 ? before.secrets : null,
    previousUntil: graceHours > 0 ? until : null,
    forgives: true,
  });
}

/** @throws CHL_CONNECTION_ENDING, CHL_PRECONDITION_FAILED */
async function current({ db }: ConnectionParts, id: string, version: number): Promise<ConnectionRow> {
  const row = await connectionRow(db, id);
  if (row.state === 'ending') throw problem('CHL_CONNECTION_ENDING', { detail: `"${row.name}"` });
  if (row.version !== version) throw changedMeanwhile(row.version);
  return row;
}

async function lookedAt(
  { db, log, known: all, tools }: ConnectionParts,
  { id, connector }: ConnectionRow,
  unchecked: boolean,
  seal: (known: KnownConnector) => ResealedArgs,
): Promise<SealedArgs & { identity: string }> {
  const known = knownConnector(all, connector);
  const { sealed, args, identity } = seal(known);
  await refuseSame(db, known, identity, id);
  if (!unchecked) {
    // What the other side did under other args says nothing.
    tools.forget(id);
    refuseUnlessOk(
      await checkConnection(known, args, (signal) => tools.for(known.connector, id, signal), { db, log }),
    );
  }
  return { ...sealed, identity };
}

interface Saved extends SealedArgs {
  name: string;
  identity: string;
  pullEvery: number | null;
  previousSecrets: SealedArgs['secrets'] | null;
  previousUntil: Date | null;
  /** Failures so far count no more, and it is pulled at once where it is pulled at all. */
  forgives: boolean;
}

async function save(parts: ConnectionParts, id: string, version: number, to: Saved): Promise<ConnectionRow> {
  const { db, clock, changed, known, tools } = parts;
  const now = clock.now();
  const row = await db.transaction(async () => {
    const { connector } = await connectionRow(db, id, 'for update');
    const { pull, pullEvery: usual } = known.get(connector)?.connector ?? {};
    const pulls = pull !== undefined && (to.pullEvery ?? usual) !== undefined;
    const done = await db.query(
      `update chaland.connection set name = $3, identity = $4, args = $5::jsonb, secrets = $6::jsonb,
         previous_secrets = $7::jsonb, previous_until = $8, pull_every = $9,
         failures = case when $10 then 0 else failures end,
         pull_run = case when $10 then null else pull_run end,
         error = case when $10 then null else error end,
         open_until = case when $10 then null else open_until end,
         next_pull_at = case when not $11::boolean then null when $10 then $12 else next_pull_at end,
         version = version + 1, updated_at = $12
       where id = $1 and version = $2 and state <> 'ending'
         and not exists (select from chaland.connection o where o.connector = $13 and o.identity = $4 and o.id <> $1)
       returning 1`,
      [
        id,
        version,
        to.name,
        to.identity,
        JSON.stringify(to.args),
        JSON.stringify(to.secrets),
        to.previousSecrets ? JSON.stringify(to.previousSecrets) : null,
        to.previousUntil,
        to.pullEvery,
        to.forgives,
        pulls,
        now,
        connector,
      ],
    );
    if (done.length === 0) throw changedMeanwhile();
    changed();
    return connectionRow(db, id);
  });
  changed();
  if (to.forgives) tools.forget(id);
  return row;
}

/** @throws CHL_INPUT_INVALID for what is no secret */
function refuseOthers(args: Record<string, unknown>, at = '/secrets'): void {
  for (const [name, value] of Object.entries(args)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      refuseOthers(value as Record<string, unknown>, `${at}/${name}`);
    } else {
      throw problem('CHL_INPUT_INVALID', {
        detail: `${at}/${name} is no secret of this connector`,
        pointer: `${at}/${name}`,
        mend: 'Send secrets alone; PATCH changes everything else.',
      });
    }
  }
}
