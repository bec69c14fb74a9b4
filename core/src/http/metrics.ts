import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { deliveryMetrics } from '../connection/inbox/metrics.ts';
import { openMessages } from '../message/read/open-messages.ts';
import type { Fate } from '../moment/moment.ts';
import type { Core } from './core.ts';

export type Metrics = ReturnType<typeof createMetrics>;

/** What Prometheus reads: the process, requests, moments, the stream, deliveries, messages, the audit trail. */
export function createMetrics({
  stream,
  access,
  db,
  clock,
  door,
  inbox,
}: Pick<Core, 'stream' | 'access' | 'db' | 'clock' | 'door' | 'inbox'>) {
  const register = new Registry();
  const registers = [register];
  const duration = new Histogram({
    name: 'chaland_http_request_duration_seconds',
    help: 'Requests by method, path pattern and status.',
    labelNames: ['method', 'path', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const moments = new Counter({
    name: 'chaland_moments_total',
    help: 'Moments that came in over the API, by what became of them.',
    labelNames: ['fate'],
    registers,
  });
  // Each is told as 0 from the start, so that a rate over it has a beginning.
  const byFate: Record<Fate['fate'], { inc(by?: number): void }> = {
    recorded: moments.labels('recorded'),
    duplicate: moments.labels('duplicate'),
    conflict: moments.labels('conflict'),
    rejected: moments.labels('rejected'),
  };
  for (const child of Object.values(byFate)) child.inc(0);

  const labelNames = ['subscription'] as const;
  const lag = new Gauge({
    name: 'chaland_stream_lag_seconds',
    help: 'How long the oldest unread moment has waited.',
    labelNames,
    registers,
  });
  const parked = new Gauge({
    name: 'chaland_stream_parked_moments',
    help: 'Moments that a subscription could not handle.',
    labelNames,
    registers,
  });
  const running = new Gauge({
    name: 'chaland_stream_running',
    help: '1 while the subscription runs, 0 while it is paused or dormant.',
    labelNames,
    registers,
  });
  const sessions = new Gauge({
    name: 'chaland_database_sessions',
    help: 'Sessions of this process with PostgreSQL, and callers that wait for one.',
    labelNames: ['state'],
    registers,
  });
  const dropped = new Gauge({
    name: 'chaland_audit_dropped_entries',
    help: 'Audit entries lost for want of a database since the start.',
    registers,
  });
  const pending = new Gauge({
    name: 'chaland_audit_pending_entries',
    help: 'Audit entries of reads not yet written.',
    registers,
  });
  const ended = new Counter({
    name: 'chaland_messages_total',
    help: 'Messages that came to an end in this process, by channel and how.',
    labelNames: ['channel', 'outcome'],
    registers,
  });
  const open = new Gauge({
    name: 'chaland_messages_open',
    help: 'Messages that are due, are being handed over, or of which nobody knows whether they were sent.',
    labelNames: ['channel', 'state'],
    registers,
  });
  const countDeliveries = deliveryMetrics({ inbox, db, clock }, register);
  let processMeasured = false;

  return {
    contentType: register.contentType,

    /** How requests of one route are measured, by status and seconds. */
    request(method: string, path: string): (status: number, seconds: number) => void {
      const byStatus = new Map<number, { observe(value: number): void }>();
      return (status, seconds) => {
        let child = byStatus.get(status);
        if (!child) {
          child = duration.labels(method, path, String(status));
          byStatus.set(status, child);
        }
        child.observe(seconds);
      };
    },

    fate(fate: Fate['fate']): void {
      byFate[fate].inc();
    },

    /** Asks for what is counted elsewhere, then tells everything in the text format. */
    async text(): Promise<string> {
      // Only where somebody reads it: it watches the event loop and the garbage collector.
      if (!processMeasured) collectDefaultMetrics({ register });
      processMeasured = true;
      for (const subscription of await stream.status()) {
        const labels = { subscription: subscription.id };
        lag.set(labels, subscription.lagSeconds);
        parked.set(labels, subscription.parked);
        running.set(labels, subscription.state === 'running' ? 1 : 0);
      }
      ended.reset();
      for (const [channel, outcomes] of door.tallied) {
        for (const [outcome, count] of Object.entries(outcomes)) ended.inc({ channel, outcome }, count);
      }
      open.reset();
      for (const { channel, ...states } of await openMessages(db, clock.now(), door.channels.keys())) {
        for (const [state, count] of Object.entries(states)) open.set({ channel, state }, count);
      }
      await countDeliveries();
      for (const [state, count] of Object.entries(db.sessions() ?? {})) sessions.set({ state }, count);
      dropped.set(access.audit.dropped);
      pending.set(access.audit.pending);
      return register.metrics();
    },
  };
}
