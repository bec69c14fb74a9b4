// Follows the README in an empty folder, with the packages as they would be published: what a newcomer does. Build first.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { installPacked } from './checks/packed-install.ts';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'chaland-outside-'));
let server: ChildProcess | undefined;

try {
  installPacked(folder, ['core']);
  for (const [, file, code] of readme.matchAll(/<!-- example: (\S+) -->\n```ts\n([\s\S]*?)```/g)) {
    writeFileSync(join(folder, file!), code!);
  }
  const port = 4_400 + Math.floor(Math.random() * 10_000);
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
    await fetch(`http://127.0.0.1:${port}/api/moment-types`, { headers: { authorization: `Bearer ${key}` } })
  ).text();
  if (!types.includes('"visit"')) throw new Error(`The plugin's moment type is not listed: ${types}`);
  console.log("Outside: the README's plugin boots from packed packages, and its curl line records a visit.");
} finally {
  if (server?.pid && server.exitCode === null) {
    process.kill(-server.pid, 'SIGTERM');
    await once(server, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
}

/** The key that the first start prints once; everything said is shown when it ends without one. */
async function firstKey(child: ChildProcess): Promise<string> {
  const said: string[] = [];
  child.stderr!.on('data', (chunk: Buffer) => said.push(String(chunk)));
  let key: string | undefined;
  for await (const line of createInterface({ input: child.stdout! })) {
    said.push(line);
    key ??= /chl_[\w-]+/.exec(line)?.[0];
    if (key && said.some((text) => /http:\/\//.test(text))) return key;
  }
  throw new Error(`\`chaland dev\` ended without printing a key and an address:\n${said.join('\n')}`);
}

/** Runs the README's line as it stands, with the port replaced. */
function curl(line: string, key: string, port: number): { fate?: string } {
  const command = line.replace('127.0.0.1:4400', `127.0.0.1:${port}`);
  const env = { ...process.env, CHALAND_KEY: key };
  return JSON.parse(execFileSync('bash', ['-c', `${command} -s`], { env, encoding: 'utf8' })) as {
    fate?: string;
  };
}
