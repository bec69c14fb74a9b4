// `npm run bench`: the hot paths on a real PostgreSQL, each against a limit measured in the same run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { builtPanel } from '../../admin/test/browser/built-panel.ts';
import { benchDeployment } from './deployment.ts';
import { benchHttp } from './http.ts';
import { benchIngest } from './ingest.ts';
import { benchMatching } from './matching.ts';
import { benchNdjson } from './ndjson.ts';
import { benchPanel } from './panel.ts';
import { benchPoslog } from './poslog.ts';
import { type BenchServer, startPostgres } from './postgres.ts';
import { benchPrivacy } from './privacy.ts';
import type { Row } from './row.ts';
import { benchSearch } from './search.ts';
import { type Server, startServer } from './server.ts';
import { benchStream } from './stream.ts';
import { table } from './table.ts';
import { benchTimeline } from './timeline.ts';
import { benchWebhooks } from './webhooks.ts';

/** Each on a database of its own. `small` shows that everything still runs, in seconds; its figures say little. */
const parts: Record<string, (postgres: BenchServer, small: boolean) => Promise<Row[]>> = {
  deployment: async (postgres, small) =>
    benchDeployment(
      await postgres.database('bench_deployment'),
      small ? { rounds: 2, settleSeconds: 1 } : {},
    ),
  engine: async (postgres) => benchIngest(await postgres.database('bench_engine')),
  ndjson: (postgres, small) =>
    withServer(postgres, 'bench_ndjson', (url, server) =>
      benchNdjson(url, server, small ? { rounds: 1, perRound: 3_000 } : {}),
    ),
  http: (postgres, small) =>
    withServer(postgres, 'bench_http', async (url, server) => {
      await benchNdjson(url, server, { rounds: 0, perRound: 0 });
      return benchHttp(url, server, small ? { seconds: 1, rounds: 1 } : {});
    }),
  stream: async (postgres) => benchStream(await postgres.database('bench_stream')),
  search: (postgres, small) =>
    withServer(postgres, 'bench_search', (url, server) =>
      benchSearch(url, server, small ? 20_000 : undefined),
    ),
  timeline: (postgres, small) =>
    withServer(postgres, 'bench_timeline', (url, server) =>
      benchTimeline(url, server, small ? 100_000 : undefined),
    ),
  webhooks: (postgres, small) =>
    withServer(
      postgres,
      'bench_webhooks',
      (_url, server) => benchWebhooks(server, small ? { seconds: 3 } : {}),
      ['all'],
    ),
  matching: async (postgres, small) =>
    benchMatching(await postgres.database('bench_matching'), small ? 20_000 : undefined),
  privacy: async (postgres, small) =>
    benchPrivacy(await postgres.database('bench_privacy'), small ? 5_000 : undefined),
  poslog: (_postgres, small) => benchPoslog(small ? 20_000_000 : undefined),
  panel: async (postgres, small) =>
    withServer(
      postgres,
      'bench_panel',
      (url, server) => (small ? benchPanel(url, server, 20_000, 1) : benchPanel(url, server)),
      ['api', await builtPanel()],
    ),
};

const { values } = parseArgs({
  options: { only: { type: 'string' }, small: { type: 'boolean', default: false } },
});
const wanted = values.only?.split(',') ?? Object.keys(parts);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

const postgres = await startPostgres();
const rows: Row[] = [];
try {
  for (const name of wanted) {
    console.error(`bench: ${name}`);
    rows.push(...(await parts[name]!(postgres, values.small)));
  }
} finally {
  await postgres.stop();
}
const machine = {
  at: new Date().toISOString(),
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.versions.node,
  postgres: postgres.version,
};
console.log(table(rows));
mkdirSync('.chaland', { recursive: true });
writeFileSync('.chaland/bench.json', `${JSON.stringify({ machine, small: values.small, rows }, null, 2)}\n`);
console.error('\nThe same as JSON: .chaland/bench.json');

async function withServer(
  postgres: BenchServer,
  name: string,
  work: (url: string, server: Server) => Promise<Row[]>,
  args: readonly string[] = [],
) {
  const url = await postgres.database(name);
  const server = await startServer('./serve.ts', [url, ...args]);
  try {
    return await work(url, server);
  } finally {
    await server.stop();
  }
}
