// A process of its own that sends to everybody and speaks for some of them, all at once: for the race.
// Started with the database's address; reads its plan from the standard input, and ends when all is sent.
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { createChaland } from '../../../boot.ts';
import { createLog } from '../../../log.ts';
import { deliver } from '../../deliver/deliver.ts';
import { createHandOver } from '../../deliver/hand-over.ts';
import { postOffice } from '../post-office.ts';
import type { Plan, Racer } from './plan.ts';

const plan = (await json(process.stdin)) as Plan;
const office = postOffice();
const log = createLog('error');
const app = await createChaland(
  {
    database: process.argv[2]!,
    connections: 6,
    plugins: [office.plugin],
    secretKey: Buffer.alloc(32, 'chaland').toString('base64'),
  },
  { log, migrate: false },
);
const { db, clock, consents, merges } = app;
const by = { kind: 'system', id: 'race', name: 'race' } as const;
/** The same clock for all processes of the machine. */
const instant = () => process.hrtime.bigint().toString();
const any = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)]!;

let requested = 0;
let looked = 0;
let over = false;

async function request(): Promise<void> {
  const { messages } = app.contextOf('post-office');
  while (requested < plan.messages) {
    // So that what is requested meets what is said meanwhile, and doesn't wait long behind others.
    if (requested - looked > 2_000) {
      await pause(1);
      continue;
    }
    const most = Math.min(500, plan.messages - requested);
    const inputs = Array.from({ length: most }, (_, index) => ({
      key: `${plan.remainder}-${requested + index}`,
      profile: any(plan.people).profileId,
      channel: 'email',
      purpose: 'marketing',
      content: { text: 'Hello' },
    }));
    await messages.request(inputs);
    requested += most;
  }
}

/** The door as it is, with a channel that notes what it is handed and when, and when the door was entered. */
async function send(): Promise<void> {
  const known = app.door.channels.get('email')!;
  const parts = {
    db,
    clock,
    log,
    locale: app.config.locale,
    consents,
    rules: [],
    limits: async () => [],
    contextOf: app.contextOf,
    tally: () => {},
    handOver: createHandOver({
      db,
      clock,
      log,
      links: null,
      contextOf: app.contextOf,
      signal: new AbortController().signal,
    }),
  };
  while (!over) {
    const begun = instant();
    const handed: { message: string; profile: string; at: string }[] = [];
    const channel = {
      ...known,
      value: {
        ...known.value,
        async send({ id, profileId }: { id: string; profileId: string }) {
          handed.push({ message: id, profile: profileId, at: instant() });
          return {};
        },
      },
    };
    const round = await deliver(parts, channel, plan.batch);
    looked += round === 'nothing' ? 0 : plan.batch;
    if (handed.length > 0) {
      await db.query(
        `insert into race_handed (message, profile, at, begun)
         select *, $4::bigint from unnest($1::uuid[], $2::uuid[], $3::bigint[])`,
        [
          handed.map(({ message }) => message),
          handed.map(({ profile }) => profile),
          handed.map(({ at }) => at),
          begun,
        ],
      );
    }
    if (round === 'nothing') over = requested === plan.messages && (await isAllSent());
  }
}

async function isAllSent(): Promise<boolean> {
  const left = await db.query(
    `select 1 from chaland.message where state in ('requested', 'claimed') limit 1`,
  );
  if (left.length > 0) await pause(5);
  return left.length === 0;
}

/** Grants and withdraws, for an address or for all of somebody's, merges neighbours and takes them apart. */
async function speak(): Promise<void> {
  const pairs = Array.from({ length: plan.people.length / 2 }, (_, pair) => pair)
    .filter((pair) => pair % plan.processes === plan.remainder)
    .map((pair) => ({ people: plan.people.slice(2 * pair, 2 * pair + 2), merge: null as string | null }));
  let told = 0;
  while (!over) {
    const pair = any(pairs);
    if (Math.random() < 0.25) {
      const [a, b] = pair.people as [Racer, Racer];
      if (pair.merge) {
        await merges.undo(pair.merge, { by });
        pair.merge = null;
      } else {
        pair.merge = (await merges.merge({ survivorId: a.customerId, loserId: b.customerId, by })).id;
      }
    }
    const speakers = new Set(Array.from({ length: 8 }, () => any(any(pairs).people)));
    const said = [...speakers].map((racer) => ({
      racer,
      state: Math.random() < 0.5 ? 'granted' : 'withdrawn',
      // A tenth is said of all of the profile's addresses, and reaches across a merge.
      whole: Math.random() < 0.1,
    }));
    const begun = instant();
    const fates = await consents.record(
      said.map(({ racer: { profileId, email }, state, whole }) => ({
        id: `${plan.remainder}-${told++}`,
        source: 'race',
        profileId,
        state,
        purpose: 'marketing',
        channel: 'email',
        contactPoint: whole ? null : { kind: 'email', value: email },
      })),
    );
    const acked = instant();
    const failed = fates.find(({ fate }) => fate !== 'recorded');
    if (failed) throw new Error(JSON.stringify(failed));
    await db.query(
      `insert into race_told (profile, neighbour, state, whole, begun, acked)
       select *, $5::bigint, $6::bigint from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bool[])`,
      [
        said.map(({ racer }) => racer.profileId),
        said.map(({ racer }) => plan.people[plan.people.indexOf(racer) ^ 1]!.profileId),
        said.map(({ state }) => state),
        said.map(({ whole }) => whole),
        begun,
        acked,
      ],
    );
  }
}

await Promise.all([request(), send(), send(), speak()]);
await app.close();
