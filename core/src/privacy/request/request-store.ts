import { textArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { PrivacyRequest, RequestKind, RequestState } from './request.ts';

const columns = `
  id, kind, customer_id as customer, requester, received_on as "receivedOn", due_on as "dueOn",
  ended_at is null and due_on < $1::date as overdue, extended_at as "extendedAt",
  extension_reason as "extensionReason", state, refusal_reason as "refusalReason", identity, notes, proof,
  created_by as "createdBy", created_at as "createdAt", ended_at as "endedAt", version`;

/** Where a page of the list begins: open requests come first, the next due before the others. */
export type RequestPosition = [ended: boolean, dueOn: string, id: string];
export const positionOf = ({ endedAt, dueOn, id }: PrivacyRequest): RequestPosition => [
  endedAt !== null,
  dueOn,
  id,
];

export interface RequestFilter {
  state?: RequestState | undefined;
  kind?: RequestKind | undefined;
  customer?: string | undefined;
  /** Only those whose day has passed. */
  overdue?: boolean | undefined;
}

/** @param today what is overdue is told by */
export function listRequests(
  db: Database,
  { state, kind, customer, overdue }: RequestFilter,
  { after, limit, today }: { after: RequestPosition | undefined; limit: number; today: string },
): Promise<PrivacyRequest[]> {
  const values: unknown[] = [today, limit];
  const bound = (value: unknown) => `$${values.push(value)}`;
  const where = [
    'true',
    ...(state ? [`state = ${bound(state)}`] : []),
    ...(kind ? [`kind = ${bound(kind)}`] : []),
    ...(customer ? [`customer_id = ${bound(customer)}::uuid`] : []),
    ...(overdue === undefined
      ? []
      : [`(ended_at is null and due_on < $1::date) = ${bound(overdue)}::boolean`]),
    ...(after
      ? [
          `(ended_at is not null, due_on, id) > (${bound(after[0])}::boolean, ${bound(after[1])}::date, ${bound(after[2])}::uuid)`,
        ]
      : []),
  ];
  return db.query<PrivacyRequest>(
    `select ${columns} from chaland.privacy_request where ${where.join(' and ')}
     order by ended_at is not null, due_on, id limit $2`,
    values,
  );
}

/** @param lock so that two people don't change it at once */
export async function readRequest(
  db: Database,
  id: string,
  today: string,
  { lock = false } = {},
): Promise<PrivacyRequest | undefined> {
  const [found] = await db.query<PrivacyRequest>(
    `select ${columns} from chaland.privacy_request where id = $2 ${lock ? 'for update' : ''}`,
    [today, id],
  );
  return found;
}

/** How many there are in each state, and how many are late. */
export async function countRequests(
  db: Database,
  today: string,
): Promise<Record<RequestState | 'overdue', number>> {
  const [counts] = await db.query<Record<RequestState | 'overdue', number>>(
    `select count(*) filter (where state = 'received')::int as received,
       count(*) filter (where state = 'in_progress')::int as in_progress,
       count(*) filter (where state = 'done')::int as done,
       count(*) filter (where state = 'refused')::int as refused,
       count(*) filter (where ended_at is null and due_on < $1::date)::int as overdue
     from chaland.privacy_request`,
    [today],
  );
  return counts!;
}

/** Writes a request whole: new, or as it was changed. */
export async function saveRequest(db: Database, request: PrivacyRequest): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await db.query(
    `insert into chaland.privacy_request (id, kind, customer_id, requester, received_on, due_on, extended_at,
       extension_reason, state, refusal_reason, identity, notes, proof, created_by, created_at, ended_at, version)
     values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9, $10, $11::jsonb, $12::jsonb, $13::jsonb, $14::jsonb, $15, $16, $17)
     on conflict (id) do update set
       customer_id = excluded.customer_id, requester = excluded.requester, due_on = excluded.due_on,
       extended_at = excluded.extended_at, extension_reason = excluded.extension_reason, state = excluded.state,
       refusal_reason = excluded.refusal_reason, identity = excluded.identity, notes = excluded.notes,
       proof = excluded.proof, ended_at = excluded.ended_at, version = excluded.version`,
    [
      request.id,
      request.kind,
      request.customer,
      json(request.requester),
      request.receivedOn,
      request.dueOn,
      request.extendedAt,
      request.extensionReason,
      request.state,
      request.refusalReason,
      json(request.identity),
      json(request.notes),
      json(request.proof),
      json(request.createdBy),
      request.createdAt,
      request.endedAt,
      request.version,
    ],
  );
}

/** Which of the keys of requests that sources tell, in hex, were filed. */
export async function filedKeys(db: Database, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ key: string }>(
    `select encode(r.key, 'hex') as key
     from unnest($1::text[]) as asked (key) join chaland.privacy_request r on r.key = decode(asked.key, 'hex')`,
    [textArray(keys)],
  );
  return new Set(rows.map(({ key }) => key));
}

/** Writes new requests that sources told. @returns false where one of the keys was taken meanwhile */
export async function insertRequests(
  db: Database,
  told: readonly { key: string; request: PrivacyRequest }[],
): Promise<boolean> {
  const rows = told.map(
    ({ key, request: { customer, receivedOn, dueOn, createdBy, createdAt, ...rest } }) => ({
      ...rest,
      key,
      customer_id: customer,
      received_on: receivedOn,
      due_on: dueOn,
      created_by: createdBy,
      created_at: createdAt,
    }),
  );
  const written = await db.query(
    `insert into chaland.privacy_request (id, key, kind, customer_id, requester, received_on, due_on, state, identity,
       notes, created_by, created_at, version)
     select id, decode(key, 'hex'), kind, customer_id, requester, received_on, due_on, state, identity, notes,
       created_by, created_at, version
     from jsonb_to_recordset($1::jsonb) as t (id uuid, key text, kind text, customer_id uuid, requester jsonb,
       received_on date, due_on date, state text, identity jsonb, notes jsonb, created_by jsonb,
       created_at timestamptz, version int)
     order by key on conflict (key) do nothing returning 1`,
    [JSON.stringify(rows)],
  );
  return written.length === told.length;
}
