import { startServer } from './start-server.ts';

/** Where the tests' PostgreSQL is, or why there is none. */
export type ServerUrl = { url: string } | { problem: string };

let asked: Promise<ServerUrl> | undefined;

/**
 * The server that all tests of a run share: the one in CHALAND_TEST_PG_URL, else the run's own, started when
 * the first test asks (see global-setup.ts), else, for a test file run by itself, one of this process.
 */
export const serverUrl = (): Promise<ServerUrl> => {
  asked ??= find();
  return asked;
};

async function find(): Promise<ServerUrl> {
  const { CHALAND_TEST_PG_URL: given, CHALAND_TEST_PG_BROKER: broker } = process.env;
  if (given) return { url: given };
  if (broker) return (await (await fetch(broker, { headers: { connection: 'close' } })).json()) as ServerUrl;
  return startServer();
}
