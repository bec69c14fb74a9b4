import { Type } from 'typebox';
import type { Clock } from '../../clock.ts';
import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { job } from '../../job/job.ts';
import type { Text } from '../../text.ts';
import type { DeliveryState } from '../delivery.ts';
import { inboxChannel } from './inbox-channel.ts';
import type { DeliveryFilter } from './read.ts';

/** Something that is done with many deliveries at once. */
export interface ManyChange {
  /** Those that it can be done with. */
  states: readonly DeliveryState[];
  /** What becomes of their columns; $1 is now. */
  set: string;
  /** What else happens to those that are `chosen`, as a statement beside. */
  beside?: string;
  /** Afterwards there is something to map. */
  queues: boolean;
}

/** Of which deliveries of a connection. */
export type ManyFilter = Omit<DeliveryFilter, 'connection'> & { connection: string; state: DeliveryState };

/** Deliveries in one statement. */
const atOnce = 1_000;

const chosen = `connection_id = $2 and state = $3 and body is not null and ($4::text is null or topic = $4)
  and ($5::text is null or code = $5)`;
const valuesOf = ({ connection, state, topic, code }: ManyFilter) => [
  connection,
  state,
  topic ?? null,
  code ?? null,
];

export async function countMany(db: Database, filter: ManyFilter): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    `select count(*)::int as n from chaland.delivery where $1::int is not null and ${chosen}`,
    [0, ...valuesOf(filter)],
  );
  return row!.n;
}

async function change(
  db: Database,
  clock: Clock,
  { set, beside }: Pick<ManyChange, 'set' | 'beside'>,
  where: string,
  values: readonly unknown[],
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `with chosen as materialized (
       select id from chaland.delivery where ${where} order by id limit ${atOnce} for update skip locked
     )${beside ? `, beside as (${beside})` : ''}
     update chaland.delivery d set ${set} from chosen where d.id = chosen.id returning d.id`,
    [clock.now(), ...values],
  );
  return rows.map(({ id }) => id).sort();
}

export const manyArgs = (states: readonly DeliveryState[]) =>
  Type.Union([
    Type.Object(
      {
        ids: Type.Array(Type.String({ format: 'uuid' }), {
          minItems: 1,
          maxItems: atOnce,
          description: 'These deliveries.',
        }),
      },
      { additionalProperties: false },
    ),
    Type.Object(
      {
        connection: Type.String({ format: 'uuid', description: 'All of this connection that fit the rest.' }),
        state: Type.Optional(Type.Enum([...states], { description: '`quarantined` where absent.' })),
        topic: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
        code: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Of their problem.' })),
      },
      { additionalProperties: false },
    ),
  ]);

type Args = { ids: string[] } | (Omit<ManyFilter, 'state'> & { state?: DeliveryState });

interface Saved {
  after: string | null;
  done: number;
  total: number;
}

/** A job that does it, part by part and oldest first, and goes on where it was cut short. */
export function manyJob({ id, title, does }: { id: string; title: Text; does: ManyChange }) {
  return job<Args>({
    id,
    title,
    args: manyArgs(does.states),
    async handle(args, { db, clock }, { save, saved, signal }) {
      const wake = async () => {
        if (does.queues) await db.notify(inboxChannel);
      };
      if ('ids' in args) {
        const states = does.states.map((state) => `'${state}'`).join(', ');
        const ids = await change(
          db,
          clock,
          does,
          `id = any($2::uuid[]) and body is not null and state in (${states})`,
          [uuidArray(args.ids)],
        );
        await save({ done: ids.length, total: ids.length });
        return wake();
      }
      const filter: ManyFilter = { ...args, state: args.state ?? 'quarantined' };
      let { after, done, total } = (saved as Saved | undefined) ?? {
        after: null,
        done: 0,
        total: await countMany(db, filter),
      };
      for (;;) {
        signal.throwIfAborted();
        const ids = await db.transaction(async () => {
          // One that came back into this state meanwhile isn't taken again.
          const part = await change(db, clock, does, `${chosen} and ($6::uuid is null or id > $6)`, [
            ...valuesOf(filter),
            after,
          ]);
          const next: Saved = { after: part.at(-1) ?? after, done: done + part.length, total };
          await save({ done: next.done, total, saved: next });
          return part;
        });
        done += ids.length;
        after = ids.at(-1) ?? after;
        if (ids.length > 0) await wake();
        if (ids.length < atOnce) return;
      }
    },
  });
}
