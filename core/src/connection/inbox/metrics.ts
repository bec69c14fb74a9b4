import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import type { Inbox } from './inbox.ts';
import { openDeliveries } from './read.ts';

/** What Prometheus reads of deliveries. @returns a function that asks for what the database counts */
export function deliveryMetrics(
  { inbox, db, clock }: { inbox: Pick<Inbox, 'watch'>; db: Database; clock: Clock },
  register: Registry,
): () => Promise<void> {
  const registers = [register];
  const deliveries = new Counter({
    name: 'chaland_deliveries_total',
    help: 'Deliveries in this process, by connection and what became of them; refused ones were not from who they said.',
    labelNames: ['connection', 'outcome'],
    registers,
  });
  const duration = new Histogram({
    name: 'chaland_delivery_seconds',
    help: 'From the receipt of a delivery until what it says was written.',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 600],
    registers,
  });
  const open = new Gauge({
    name: 'chaland_deliveries_open',
    help: 'Deliveries that wait, or are in quarantine.',
    labelNames: ['connection', 'state'],
    registers,
  });
  const oldest = new Gauge({
    name: 'chaland_deliveries_oldest_seconds',
    help: 'How long the oldest delivery that waits has waited.',
    labelNames: ['connection'],
    registers,
  });
  inbox.watch(({ connection, outcome, count = 1, seconds = [] }) => {
    deliveries.inc({ connection, outcome }, count);
    for (const one of seconds) duration.observe(one);
  });
  return async () => {
    const now = clock.now().getTime();
    open.reset();
    oldest.reset();
    for (const { connection, queued, quarantined, oldestQueuedAt } of await openDeliveries(db)) {
      open.set({ connection, state: 'queued' }, queued);
      open.set({ connection, state: 'quarantined' }, quarantined);
      oldest.set({ connection }, oldestQueuedAt ? (now - oldestQueuedAt.getTime()) / 1_000 : 0);
    }
  };
}
