import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../clock.ts';
import type { Database } from '../data/database.ts';
import { uuidv7 } from '../data/uuid.ts';
import type { Log } from '../log.ts';
import type { Principal } from './principal.ts';

/** Somebody saw or changed something. Ids and names of fields, never a person's data. */
export interface AuditEntry {
  principal: Pick<Principal, 'kind' | 'id' | 'name'>;
  /** read | create | update | delete | … */
  action: string;
  subject: { kind: string; id: string | null };
  changes?: Record<string, unknown> | undefined;
  requestId?: string | undefined;
  address?: string | undefined;
}

export interface AuditTrail {
  /** Writes now, in the current transaction: a change and its trace commit together. */
  write(entries: readonly AuditEntry[]): Promise<void>;
  /** Writes soon, in a group: reads. */
  note(entry: AuditEntry): void;
  /** Writes what is noted. */
  flush(): Promise<void>;
  /** Entries lost for want of a database since the start. */
  readonly dropped: number;
  /** Entries noted and not yet written. */
  readonly pending: number;
  close(): Promise<void>;
}

export interface AuditOptions {
  db: Database;
  clock: Clock;
  log: Log;
  /** Milliseconds that a read waits for company. */
  wait?: number;
  /** Entries that are written at once. */
  group?: number;
  /** Entries kept while the database is away; the oldest are then dropped, counted and logged. */
  keep?: number;
}

interface Row extends AuditEntry {
  at: Date;
  id: string;
}

const insert = `
  insert into chaland.audit
    (at, id, principal_kind, principal_id, principal_name, action, subject_kind, subject_id, changes, request_id, address)
  select at, id, principal_kind, principal_id, principal_name, action, subject_kind, subject_id,
    changes::jsonb, request_id, address::inet
  from unnest($1::timestamptz[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
    $9::text[], $10::text[], $11::text[]) as entry
    (at, id, principal_kind, principal_id, principal_name, action, subject_kind, subject_id, changes, request_id, address)`;

/** Who saw and changed what. */
export function createAuditTrail({
  db,
  clock,
  log,
  wait = 1_000,
  group = 500,
  keep = 50_000,
}: AuditOptions): AuditTrail {
  let noted: Row[] = [];
  let dropped = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  /** The last group failed: the next try waits for the timer. */
  let troubled = false;
  // A group is nobody's: not in the unit of work of the request that filled it, nor cancelled with it.
  const outside = AsyncLocalStorage.snapshot();

  const dated = (entry: AuditEntry): Row => {
    const at = clock.now();
    return { ...entry, at, id: uuidv7(at.getTime()) };
  };

  function schedule(): void {
    timer ??= outside(() => setTimeout(() => void flush(), wait));
    timer.unref();
  }

  async function insertRows(rows: readonly Row[]): Promise<void> {
    await db.query(
      insert,
      [
        rows.map(({ at }) => at.toISOString()),
        rows.map(({ id }) => id),
        rows.map(({ principal }) => principal.kind),
        rows.map(({ principal }) => principal.id),
        rows.map(({ principal }) => principal.name),
        rows.map(({ action }) => action),
        rows.map(({ subject }) => subject.kind),
        rows.map(({ subject }) => subject.id),
        rows.map(({ changes }) => (changes ? JSON.stringify(changes) : null)),
        rows.map(({ requestId }) => requestId ?? null),
        rows.map(({ address }) => address ?? null),
      ],
      { name: 'audit' },
    );
  }

  async function writeNoted(): Promise<void> {
    while (noted.length > 0) {
      const rows = noted.slice(0, group * 4);
      noted = noted.slice(rows.length);
      try {
        await insertRows(rows);
      } catch (error) {
        if (isUnstorable(error)) await insertOneByOne(rows);
        else {
          noted = [...rows, ...noted];
          drop();
          throw error;
        }
      }
    }
  }

  /** One entry that can't be stored must not hold up the others for ever. */
  async function insertOneByOne(rows: readonly Row[]): Promise<void> {
    for (const [index, row] of rows.entries()) {
      try {
        await insertRows([row]);
      } catch (error) {
        if (!isUnstorable(error)) {
          noted = [...rows.slice(index), ...noted];
          throw error;
        }
        dropped += 1;
        log.error(
          { requestId: row.requestId, principal: row.principal.id, action: row.action },
          'an audit entry was lost: the database can not store it',
        );
      }
    }
  }

  /** Never in silence: what doesn't fit is counted and logged. */
  function drop(): void {
    const excess = noted.length - keep;
    if (excess <= 0) return;
    noted = noted.slice(excess);
    dropped += excess;
    log.error(
      { dropped: excess, inAll: dropped },
      'audit entries were lost: the database does not take them',
    );
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing ??= outside(writeNoted)
      .then(() => {
        troubled = false;
      })
      .catch((error) => {
        troubled = true;
        log.warn({ pending: noted.length, error: String(error) }, 'audit entries wait for the database');
        schedule();
      })
      .finally(() => {
        writing = undefined;
      });
    return writing;
  }

  return {
    async write(entries) {
      if (entries.length > 0) await insertRows(entries.map(dated));
    },
    note(entry) {
      noted.push(dated(entry));
      if (noted.length > keep + group) drop();
      if (noted.length >= group && !troubled) void flush();
      else if (!writing) schedule();
    },
    async flush() {
      await writing;
      await flush();
    },
    get dropped() {
      return dropped;
    },
    get pending() {
      return noted.length;
    },
    async close() {
      await writing;
      await flush();
      clearTimeout(timer);
      if (noted.length > 0) {
        dropped += noted.length;
        log.error({ dropped: noted.length }, 'audit entries were lost: the database was away at the end');
      }
    },
  };
}

/** The values are at fault (SQLSTATE class 22), such as a text with U+0000: trying again would not help. */
const isUnstorable = (error: unknown): boolean => /^22/.test((error as { code?: string }).code ?? '');
