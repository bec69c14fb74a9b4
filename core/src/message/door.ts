import type { Clock } from '../clock.ts';
import type { Consents } from '../consent/consents.ts';
import type { PreferenceLinks } from '../consent/preference/links.ts';
import type { Context, DeploymentLocale } from '../context.ts';
import type { Customers } from '../customer/customers.ts';
import type { Database } from '../data/database.ts';
import { type Work, work } from '../job/work.ts';
import type { Log } from '../log.ts';
import type { Extensions } from '../plugin/extension-point.ts';
import { cancelMessages } from './cancel.ts';
import { type KnownChannel, knownChannels } from './channels.ts';
import { deliver } from './deliver/deliver.ts';
import { createHandOver } from './deliver/hand-over.ts';
import { sweep } from './deliver/sweep.ts';
import type { Messages } from './message.ts';
import { requestMessages } from './request/request.ts';
import { sendRules } from './send-rule.ts';
import type { PressureLimit } from './settings.ts';
import type { Outcome } from './tally.ts';

/** Messages of one channel that a process hands over at once, where the channel doesn't say. */
const usualAtOnce = 10;

/** Milliseconds that hand-overs under way have when the process is told to end, before their channels are told too. */
const grace = 5_000;

export interface DoorParts {
  db: Database;
  clock: Clock;
  log: Log;
  locale: DeploymentLocale;
  extensions: Extensions;
  customers: Pick<Customers, 'ofProfiles'>;
  consents: Consents;
  /** Null where the deployment doesn't know its own address. */
  links: Pick<PreferenceLinks, 'preferences' | 'unsubscribe'> | null;
  limits(): Promise<readonly PressureLimit[]>;
  contextOf(plugin: string): Context;
}

/** The one way out: messages are requested, pass the door, and are handed over to their channel. */
export interface Door {
  /** What a plugin asks; its keys are its own. */
  of(plugin: string): Messages;
  /** The channels of the enabled plugins, by id. */
  readonly channels: ReadonlyMap<string, KnownChannel>;
  /** What came to an end in this process since it started. */
  readonly tallied: ReadonlyMap<string, Readonly<Record<Outcome, number>>>;
  /** Starts handing over, in competition with other processes. */
  start(): void;
  /** Hands over everything that is due by the clock, then returns. For tests and the CLI. */
  drain(): Promise<void>;
  /** Claims nothing more, waits for what is being handed over. */
  close(): Promise<void>;
}

export function createDoor(parts: DoorParts): Door {
  const { db, clock, log, extensions } = parts;
  const channels = knownChannels(extensions);
  const tallied = new Map(
    [...channels.keys()].map((id) => [id, { sent: 0, failed: 0, unknown: 0, refused: 0, expired: 0 }]),
  );
  const ending = new AbortController();
  const delivering = {
    ...parts,
    rules: extensions.all(sendRules),
    handOver: createHandOver({ ...parts, signal: ending.signal }),
    tally: (channel: string, outcome: Outcome) => {
      tallied.get(channel)![outcome]++;
    },
  };
  let works: Work[] = [];
  const ring = () => {
    for (const { bell } of works) bell.ring();
  };

  /** Two take turns, so that one claims while the channel has the other's messages. */
  function startChannel(channel: KnownChannel): Work[] {
    const { id, atOnce = usualAtOnce } = channel.value;
    const turns = Math.min(2, atOnce);
    return Array.from({ length: turns }, (_, turn) =>
      work(
        async () => {
          const most = Math.floor((atOnce + turn) / turns);
          const round = await deliver(delivering, channel, most);
          // Longer and longer pauses, rather than running into the same wall with every message.
          if (round === 'stuck') throw new Error(`channel "${id}" takes nothing just now`);
          return round === 'some';
        },
        log,
        'messages',
      ),
    );
  }

  return {
    channels,
    tallied,
    of: (plugin) => ({
      async request(inputs) {
        const fates = await requestMessages({ ...parts, channels }, plugin, inputs);
        if (fates.some(({ fate }) => fate === 'requested')) db.afterCommit(ring);
        return fates;
      },
      cancel: (keys) => cancelMessages(db, clock, plugin, keys),
    }),
    start() {
      if (works.length > 0) return;
      works = [...channels.values()].flatMap(startChannel);
      works.push(work(() => sweep({ db, clock, log }), log, 'messages'));
    },
    async drain() {
      while (await sweep({ db, clock, log }));
      for (const channel of channels.values()) {
        while ((await deliver(delivering, channel, channel.value.atOnce ?? usualAtOnce)) !== 'nothing');
      }
    },
    async close() {
      const stopping = works;
      works = [];
      const impatient = setTimeout(() => ending.abort(), grace);
      await Promise.all(stopping.map(({ stop }) => stop()));
      clearTimeout(impatient);
    },
  };
}
