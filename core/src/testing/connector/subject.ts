import type { Log } from '../../log.ts';
import type { Plugin } from '../../plugin/define-plugin.ts';
import { startTestChaland, type TestChaland } from '../start-test-chaland.ts';
import type { TestConnection, TestDelivery } from '../test-connections.ts';
import type { DescribedConnector, DescribedDelivery } from './described.ts';
import type { OtherSide } from './vendor/other-side.ts';

/** A deployment of its own with one connection of the connector. */
export interface Subject extends AsyncDisposable {
  app: TestChaland;
  connection: TestConnection;
  args: Record<string, unknown>;
  vendor: OtherSide | undefined;
  /** All that was logged so far, of every level. */
  logged(): string;
  requestOf(delivery: DescribedDelivery): TestDelivery;
  /** Sends it, and hands it on. */
  deliver(delivery: DescribedDelivery): Promise<void>;
  /** Hands on all that waits. */
  settle(): Promise<void>;
}

export async function startSubject(described: DescribedConnector): Promise<Subject> {
  const vendor = await described.vendor?.();
  const { log, logged } = rememberingLog();
  const args = argsOf(described, vendor);
  let app: TestChaland | undefined;
  const close = async () => {
    await app?.close();
    await vendor?.close();
  };
  try {
    app = await startTestChaland({ plugins: pluginsOf(described), log });
    await described.prepare?.(app);
    const connection = await app.connect({ connector: described.connector, args });
    const subject: Omit<Subject, typeof Symbol.asyncDispose> = {
      app,
      connection,
      args,
      vendor,
      logged,
      requestOf: ({ request }) => request(args, connection, app!.clock.now()),
      async deliver(delivery) {
        const { status, body } = await app!.deliver(connection, subject.requestOf(delivery));
        if (status >= 300) {
          throw new Error(`"${delivery.name}" was answered ${status}: ${JSON.stringify(body)}`);
        }
        await subject.settle();
      },
      async settle() {
        await app!.inbox.drain();
        await app!.drain();
      },
    };
    return Object.assign(subject, { [Symbol.asyncDispose]: close });
  } catch (error) {
    await close();
    throw error;
  }
}

export const pluginsOf = ({ plugins }: DescribedConnector): readonly Plugin[] =>
  Array.isArray(plugins) ? plugins : [plugins as Plugin];

function argsOf({ args }: DescribedConnector, vendor: OtherSide | undefined): Record<string, unknown> {
  if (typeof args !== 'function') return args;
  if (!vendor) throw new Error('args is a function of the vendor, and there is no vendor');
  return args(vendor);
}

/** Errors are told with their message and stack, as whoever serialises them might. */
function rememberingLog(): { log: Log; logged(): string } {
  const lines: string[] = [];
  const asText = (_key: string, value: unknown) =>
    value instanceof Error ? { ...value, text: value.stack ?? value.message } : value;
  const remember = (...told: unknown[]) => void lines.push(JSON.stringify(told, asText));
  const log = { debug: remember, info: remember, warn: remember, error: remember } as unknown as Log;
  return { log, logged: () => lines.join('\n') };
}
