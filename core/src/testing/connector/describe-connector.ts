import { describe, test } from 'node:test';
import { checkIdentity, checkWords, connectorOf } from './check/declaration.ts';
import { checkDeliveries, checkOrder } from './check/deliveries.ts';
import { checkErasure } from './check/erasure.ts';
import { type CalmPull, calmPull, checkResume, checkTroubles, movedPages, outages } from './check/pulls.ts';
import { checkSecrets } from './check/secrets.ts';
import { checkSignature } from './check/signature.ts';
import type { DescribedConnector } from './described.ts';

/** A rule that every connector keeps. */
export interface ConnectorRule {
  name: string;
  /** @returns why it doesn't apply, as a text; anything else where it does */
  run(): Promise<unknown>;
}

/** Orders that deliveries are shuffled into. */
const seeds = [1, 2, 3];

/** The rules that apply: those of pulls, where it pulls. */
export function rulesOf(described: DescribedConnector): ConnectorRule[] {
  const { receive, pull } = connectorOf(described);
  const { deliveries = [] } = described;
  if (receive && deliveries.length === 0) throw new Error('it receives deliveries: give some');
  if (pull && !described.vendor) throw new Error('it pulls: give its vendor');
  let calm: Promise<CalmPull> | undefined;
  const undisturbed = () => {
    calm ??= calmPull(described);
    return calm;
  };
  return [
    { name: 'it speaks both languages and marks its secrets', run: () => checkWords(described) },
    { name: 'a second connection to the same other side is refused', run: () => checkIdentity(described) },
    ...(receive
      ? [
          {
            name: 'each delivery comes to its end, and to the same one when it is replayed',
            run: () => checkDeliveries(described),
          },
          {
            name: 'deliveries in any order, three times, end in one state',
            run: () => checkOrder(described, seeds),
          },
          { name: 'a bad signature gets 401 and leaves no trace', run: () => checkSignature(described) },
        ]
      : []),
    ...(pull
      ? [
          { name: 'pulled twice, everything counts once', run: async () => void (await undisturbed()) },
          {
            name: 'a pull that is killed at every batch ends as if it had not been',
            run: async () => checkResume(described, await undisturbed()),
          },
          {
            name: 'a pull survives a vendor that limits, fails, is silent, slow, or cuts its answer short',
            run: async () => checkTroubles(described, outages, await undisturbed()),
          },
          {
            name: 'a pull survives pages that come again, and empty ones in between',
            run: async () => checkTroubles(described, movedPages, await undisturbed()),
          },
        ]
      : []),
    { name: 'its secrets never come out again', run: () => checkSecrets(described) },
    { name: 'who is erased leaves nothing of what it told', run: () => checkErasure(described) },
  ];
}

/**
 * Holds a connector to the rules that all connectors keep, each as a test: deliveries in any order end in one state,
 * pulls survive kills and faults, forged requests and erased people leave nothing, secrets never come out.
 * @example
 * describeConnector({
 *   plugins: [sales, kiosk],
 *   connector: 'kiosk',
 *   args: { shop: 'simulated', secret: 'a secret of the test' },
 *   deliveries: [{ name: 'a sale', request: ({ secret }) => signed(sale, secret) }],
 * });
 */
export function describeConnector(described: DescribedConnector): void {
  describe(`the connector ${described.connector}`, () => {
    for (const { name, run } of rulesOf(described)) {
      test(name, async (context) => {
        const skipped = await run();
        if (typeof skipped === 'string') context.skip(skipped);
      });
    }
  });
}
