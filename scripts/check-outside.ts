// Follows the README in an empty folder, with the packages as they would be published: what a newcomer does. Build first.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { installPacked } from './checks/packed-install.ts';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'chaland-outside-'));
let server: ChildProcess | undefined;

/** Seconds for the first start, and for each request: many times what a slow machine takes. */
const patience = { start: 180, request: 60 };

try {
  installPacked(folder, ['core']);
  for (const [, file, code] of readme.matchAll(/<!-- example: (\S+) -->\n```ts\n([\s\S]*?)```/g)) {
    writeFileSync(join(folder, file!), code!);
  }
  const port = await freePort();
  server = spawn('npx', ['chaland', 'dev'], {
    cwd: folder,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const key = await firstKey(server);
  const answer = curl(/curl -X POST[\s\S]*?\n```/.exec(readme)![0].replace(/\n```$/, ''), key, port);
  if (answer.fate !== 'recorded') throw new Error(`The README's curl got ${JSON.stringify(answer)}.`);
  const types = await (
    await fetch(`http://127.0.0.1:${port}/api/moment-types`, {
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(patience.request * 1_000),
    })
  ).text();
  if (!types.includes('"visit"')) throw new Error(`The plugin's moment type is not listed: ${types}`);
  console.log("Outside: the README's plugin boots from packed packages, and its curl line records a visit.");
} finally {
  if (server?.pid && server.exitCode === null) {
    const exited = once(server, 'exit');
    end(server, 'SIGTERM');
    const overdue = setTimeout(end, 30_000, server, 'SIGKILL');
    await exited;
    clearTimeout(overdue);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** With all that it started. */
function end({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid) process.kill(-pid, signal);
}

async function freePort(): Promise<number> {
  const taking = createServer().listen(0, '127.0.0.1');
  await once(taking, 'listening');
  const { port } = taking.address() as { port: number };
  taking.close();
  await once(taking, 'close');
  return port;
}

/** The key that the first start prints once; everything said is shown when it ends without one, or takes too long. */
async function firstKey(child: ChildProcess): Promise<string> {
  const said: string[] = [];
  const overdue = setTimeout(() => {
    said.push(`It was ended: it was not ready after ${patience.start} s.`);
    end(child, 'SIGKILL');
  }, patience.start * 1_000);
  overdue.unref();
  child.stderr!.on('data', (chunk: Buffer) => said.push(String(chunk)));
  let key: string | undefined;
  for await (const line of createInterface({ input: child.stdout! })) {
    said.push(line);
    key ??= /chl_[\w-]+/.exec(line)?.[0];
    if (key && said.some((text) => /http:\/\//.test(text))) {
      clearTimeout(overdue);
      return key;
    }
  }
  throw new Error(`\`chaland dev\` ended without printing a key and an address:\n${said.join('\n')}`);
}

/** Runs the README's line as it stands, with the port replaced. */
function curl(line: string, key: string, port: number): { fate?: string } {
  const command = line.replace('127.0.0.1:4400', `127.0.0.1:${port}`);
  const env = { ...process.env, CHALAND_KEY: key };
  return JSON.parse(
    execFileSync('bash', ['-c', `${command} -s --max-time ${patience.request}`], { env, encoding: 'utf8' }),
  ) as {
    fate?: string;
  };
}
