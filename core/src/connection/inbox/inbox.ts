import type { Clock } from '../../clock.ts';
import type { Context, DeploymentLocale } from '../../context.ts';
import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';
import { type Work, work } from '../../job/work.ts';
import type { Log } from '../../log.ts';
import { type Announcer, createAnnouncer } from '../../moment/stream/announce.ts';
import type { Extensions } from '../../plugin/extension-point.ts';
import { holdOffErasures } from '../../privacy/erase/gate.ts';
import type { Connections, OpenConnection, WritePulled } from '../connections.ts';
import type { HookAnswer } from '../delivery.ts';
import { handleDeliveries, type Outcome } from './handle.ts';
import { inboxChannel } from './inbox-channel.ts';
import { createKeep, type Keep } from './keep.ts';
import type { Observe } from './observe.ts';
import { createWritePulled } from './pulled.ts';
import { takeQueued, waitingConnections } from './queue.ts';
import { createReceive, type HookRequest } from './receive.ts';
import { settle } from './settle.ts';

export interface InboxParts {
  db: Database;
  clock: Clock;
  log: Log;
  locale: DeploymentLocale;
  extensions: Extensions;
  connections: Connections;
  contextOf(plugin: string): Context;
}

/** What was delivered: kept before the sender is answered, mapped and written after. */
export interface Inbox {
  /**
   * The connection that takes requests at this address.
   * @throws CHL_NOT_FOUND, or CHL_UNAVAILABLE where it can't run just now: who sends to it comes again
   */
  at(id: string): Promise<OpenConnection>;
  /** Takes a request: verifies and keeps it. @throws CHL_DELIVERY_REFUSED, CHL_DELIVERY_UNREADABLE */
  receive(connection: OpenConnection, request: HookRequest): Promise<HookAnswer>;
  keep: Keep;
  writePulled: WritePulled;
  /** Maps and writes the connection's next deliveries, in one transaction. @returns how many */
  handleNext(connection: OpenConnection): Promise<number>;
  /** Wakes whoever maps, in this process and in others, once the current transaction is committed. */
  wake(): void;
  /** Tells of everything that becomes of deliveries in this process from now on. */
  watch(observe: Observe): void;
  /** Starts mapping, in competition with other processes. */
  start(): Promise<void>;
  /** Maps everything that is queued and whose connection is active, then returns. For tests and the CLI. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** Deliveries and bytes at most in one transaction. */
const batch = { most: 200, bytes: 16 * 1024 * 1024 };

/** Milliseconds of mapping after which a batch ends early: the rest stays queued, and other connections have their turn. */
const patience = 10_000;

/** Milliseconds after which what a delivery says is news no longer: nobody is thanked the day after tomorrow. */
const liveFor = 24 * 3_600_000;

export function createInbox(parts: InboxParts): Inbox {
  const { db, clock, log, connections } = parts;
  const watching: Observe[] = [];
  const observe: Observe = (observation) => {
    if (observation.count === 0) return;
    for (const one of watching) one(observation);
  };
  let works: Work[] = [];
  let announcer: Announcer | undefined;
  const ring = () => {
    for (const { bell } of works) bell.ring();
  };
  const wakeNow = () => {
    ring();
    announcer?.announce();
  };
  const kept = createKeep(db);
  const keep: Keep = async (deliveries) => {
    const fresh = await kept(deliveries);
    if (fresh > 0) wakeNow();
    return fresh;
  };

  async function handleNext(connection: OpenConnection): Promise<number> {
    const ended = await db.transaction(async () => {
      await db.query(holdOffErasures);
      const queued = await takeQueued(db, connection.id, batch);
      if (queued.length === 0) return [];
      const now = clock.now();
      const outcomes = await handleDeliveries(
        parts,
        connection,
        queued.map((one) => ({
          ...one,
          live: one.live && now.getTime() - one.receivedAt.getTime() < liveFor,
        })),
        { patience },
      );
      const settled = queued.slice(0, outcomes.length).map(({ id, receivedAt }, index) => ({
        id,
        outcome: outcomes[index]!,
        seconds: (now.getTime() - receivedAt.getTime()) / 1_000,
      }));
      await settle(db, settled, now);
      return settled;
    });
    tell(connection, ended);
    // After the commit, so that this worker and a pull never wait for each other; what is lost on the way comes with the
    // next pull.
    if (ended.some(({ outcome }) => outcome.pull)) await connections.pullSoon(connection.id);
    return ended.length;
  }

  function tell({ id, connector }: OpenConnection, ended: readonly { outcome: Outcome; seconds: number }[]) {
    const byState = Map.groupBy(ended, ({ outcome }) => outcome.state);
    for (const [state, all] of byState) {
      const seconds = state === 'done' ? all.map((one) => one.seconds) : [];
      observe({ connection: id, outcome: state, count: all.length, seconds });
    }
    const codes = (byState.get('quarantined') ?? []).map(({ outcome }) =>
      outcome.state === 'quarantined' ? String(outcome.problem.code) : '',
    );
    if (codes.length === 0) return;
    log.warn(
      { connection: id, connector: connector.id, quarantined: codes.length, codes: [...new Set(codes)] },
      'deliveries were quarantined',
    );
  }

  /** Each connection that has something waiting gets its turn; one that is in trouble keeps no other from it. */
  async function round(): Promise<boolean> {
    let found = false;
    let trouble: { error: unknown } | undefined;
    for (const id of await waitingConnections(db)) {
      const connection = await connections.open(id);
      if (connection?.state !== 'active') continue;
      try {
        if ((await handleNext(connection)) > 0) found = true;
      } catch (error) {
        trouble ??= { error };
      }
    }
    if (trouble && !found) throw trouble.error;
    return found;
  }

  return {
    async at(id) {
      const connection = await connections.open(id);
      if (connection?.connector.receive && connection.state !== 'ending') return connection;
      if (!connection && (await connections.knows(id))) throw problem('CHL_UNAVAILABLE');
      throw problem('CHL_NOT_FOUND', { detail: 'nothing is received at this address' });
    },
    receive: createReceive({ clock, log, connections, keep, observe }),
    keep,
    writePulled: createWritePulled({ ...parts, observe }),
    handleNext,
    wake: () => db.afterCommit(wakeNow),
    watch: (one) => watching.push(one),
    async start() {
      announcer ??= await createAnnouncer(db, ring, inboxChannel);
      if (works.length === 0) works = [work(round, log, 'deliveries')];
    },
    async drain() {
      while (await round());
    },
    async close() {
      const stopping = works;
      works = [];
      await Promise.all(stopping.map(({ stop }) => stop()));
      await announcer?.close();
      announcer = undefined;
    },
  };
}
