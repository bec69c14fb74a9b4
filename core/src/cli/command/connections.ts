import { Command, Option } from 'commander';
import type { Chaland } from '../../boot.ts';
import type { DeliveryState } from '../../connection/delivery.ts';
import { discardable, discardDeliveries } from '../../connection/inbox/discard.ts';
import { countMany } from '../../connection/inbox/many.ts';
import { replayable, replayDeliveries } from '../../connection/inbox/replay.ts';
import type { ConnectionView } from '../../connection/view.ts';
import { uuidv7 } from '../../data/uuid.ts';
import { problem } from '../../http/problem.ts';
import { action } from '../action.ts';
import { withChaland } from '../deployment.ts';
import { exitCode } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { grouped } from '../progress.ts';
import { table } from '../table.ts';

type Connections = Pick<Chaland, 'connections'>;

export const connectionsCommand = () =>
  new Command('connections')
    .summary('list, check and fetch from connections, and process deliveries once more or give them up')
    .addCommand(listCommand())
    .addCommand(checkCommand())
    .addCommand(syncCommand())
    .addCommand(replayCommand())
    .addCommand(discardCommand());

const which = 'its source or its id, as `chaland connections list` shows them';

const listCommand = () =>
  new Command('list').summary('every connection, and how it is').action(
    action((call) =>
      withChaland(call, async (chaland) => {
        const all = await allConnections(chaland);
        call.terminal.result({ connections: all }, () =>
          all.length === 0
            ? 'There are no connections. They are made in the panel, or by POST /api/connections.'
            : table(
                ['SOURCE', 'CONNECTOR', 'HEALTH', 'LAST HEARD', 'QUEUED', 'QUARANTINED', 'ID'],
                all.map(({ id, source, connector, health, deliveries }) => [
                  source,
                  connector,
                  health.code,
                  lastOf(health)?.toISOString() ?? 'never',
                  grouped(deliveries.queued),
                  grouped(deliveries.quarantined),
                  id,
                ]),
              ),
        );
      }),
    ),
  );

const checkCommand = () =>
  new Command('check')
    .summary('ask the other side whether a connection works')
    .argument('<connection>', which)
    .action(
      action((call, name) =>
        withChaland(call, async (chaland) => {
          const { id, source } = await connectionCalled(chaland, name);
          const result = await chaland.connections.check(id);
          call.terminal.result({ id, source, ...result }, () =>
            result.ok
              ? `${source} works.${result.says ? ` ${result.says.en}` : ''}`
              : `${source} does not work: ${result.says.en}${result.pointer ? ` Look at ${result.pointer}.` : ''}`,
          );
          return result.ok ? exitCode.ok : exitCode.failed;
        }),
      ),
    );

const syncCommand = () =>
  new Command('sync')
    .summary('fetch what the other side has, now')
    .description(
      'From where the last one ended. Cut short, the next one goes on after the last batch; what comes twice counts once.',
    )
    .argument('<connection>', which)
    .option('--from-beginning', 'everything that the other side has')
    .action(
      action<{ fromBeginning?: boolean }>((call, name) =>
        interruptible(call.terminal, 'the batch under way is finished first', (signal) =>
          withChaland(
            call,
            async (chaland) => {
              const { connections } = chaland;
              const { id, source } = await connectionCalled(chaland, name);
              await connections.sync(id, call.options.fromBeginning ? 'beginning' : 'cursor');
              const run = { id: uuidv7(), signal, save: async () => {} };
              let end = await connections.pull(id, run).catch(unlessEnded(signal));
              while (end === 'more') end = await connections.pull(id, run).catch(unlessEnded(signal));
              const { sync, health } = await connections.get(id);
              const done = sync?.done ?? 0;
              call.terminal.result(
                { id, source, end: end ?? 'interrupted', done, error: health.error },
                () => {
                  if (end === 'lost') return `${source} is being fetched from by the server.`;
                  if (end === 'failed') return `${source}: ${health.error?.text}. ${health.says.en}`;
                  return `${source}: ${grouped(done)} fetched${end ? '' : ' so far'}.`;
                },
              );
              if (!end) return exitCode.interrupted;
              return end === 'failed' ? exitCode.failed : exitCode.ok;
            },
            { signal },
          ),
        ),
      ),
    );

const replayCommand = () =>
  manyCommand('replay', {
    summary: 'process deliveries once more',
    description: 'As they came, by the mapping as it is now. The server does it.',
    states: replayable,
    job: replayDeliveries.value.id,
    will: 'will be processed once more',
  });

const discardCommand = () =>
  manyCommand('discard', {
    summary: 'give deliveries up',
    description: 'What came goes; sent again, it is known and not kept. The server does it.',
    states: discardable,
    job: discardDeliveries.value.id,
    will: 'will be given up',
  });

/** Has a job do something with many deliveries of a connection. */
const manyCommand = (
  name: string,
  {
    summary,
    description,
    states,
    job,
    will,
  }: { summary: string; description: string; states: readonly DeliveryState[]; job: string; will: string },
) =>
  new Command(name)
    .summary(summary)
    .description(description)
    .argument('<connection>', which)
    .addOption(new Option('--state <state>', 'those that are').choices([...states]).default('quarantined'))
    .option('--topic <topic>', 'of one topic only')
    .option('--code <code>', 'with one problem only, e.g. CHL_STORE_UNKNOWN')
    .action(
      action<{ state: DeliveryState; topic?: string; code?: string }>((call, called) =>
        withChaland(call, async (chaland) => {
          const { id, source } = await connectionCalled(chaland, called);
          const { state, topic, code } = call.options;
          const chosen = { connection: id, state, ...(topic ? { topic } : {}), ...(code ? { code } : {}) };
          const deliveries = await countMany(chaland.db, chosen);
          const run = deliveries > 0 ? await chaland.jobs.enqueue(job, chosen) : null;
          call.terminal.result(
            { id, source, deliveries, run },
            () => `${source}: ${grouped(deliveries)} ${will}.`,
          );
        }),
      ),
    );

/** An end that was asked for is no failure. */
const unlessEnded = (signal: AbortSignal) => (error: unknown) => {
  if (signal.aborted) return undefined;
  throw error;
};

const lastOf = ({ lastDeliveryAt, lastPullAt }: ConnectionView['health']): Date | null =>
  lastDeliveryAt && (!lastPullAt || lastDeliveryAt > lastPullAt) ? lastDeliveryAt : lastPullAt;

async function allConnections({ connections }: Connections): Promise<ConnectionView[]> {
  const all: ConnectionView[] = [];
  for (;;) {
    const page = await connections.list({ after: all.at(-1)?.id, limit: 200 });
    all.push(...page);
    if (page.length < 200) return all;
  }
}

async function connectionCalled(chaland: Connections, name: string): Promise<ConnectionView> {
  const all = await allConnections(chaland);
  const found = all.find(({ id, source }) => id === name || source === name);
  if (found) return found;
  throw problem('CHL_NOT_FOUND', {
    detail: `no connection is called "${name}"; there ${
      all.length === 0 ? 'are none' : `are: ${all.map(({ source }) => source).join(', ')}`
    }`,
  });
}
