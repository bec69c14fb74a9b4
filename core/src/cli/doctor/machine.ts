import { once } from 'node:events';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import type { ResolvedConfig } from '../../config.ts';
import { grouped } from '../progress.ts';
import { type Finding, ok, skipped, warning, wrong } from './finding.ts';

/** The Node.js that Chaland is made for, as its package.json says. */
const oldestNode = [24, 11] as const;

export function checkNode(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor, needMinor] = oldestNode;
  return major > needMajor || (major === needMajor && minor >= needMinor)
    ? ok('node', `Node.js ${version}`)
    : wrong(
        'node',
        `Node.js ${version} is too old`,
        `Install Node.js ${needMajor}.${needMinor} or newer: https://nodejs.org`,
      );
}

export async function checkPort({ port, host }: ResolvedConfig['http']): Promise<Finding> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return ok('port', `${host}:${port} is free`);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code !== 'EADDRINUSE') {
      return wrong(
        'port',
        `${host}:${port}: ${message}`,
        'Choose another with PORT and HOST, or in http of the configuration.',
      );
    }
    return (await answersAsChaland(host, port))
      ? ok('port', `Chaland is running at ${host}:${port}`)
      : wrong(
          'port',
          `${host}:${port} is taken by something else`,
          'Choose another one: PORT=4401 chaland start, or http.port in the configuration.',
        );
  } finally {
    server.close();
  }
}

async function answersAsChaland(host: string, port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://${host.includes(':') ? `[${host}]` : host}:${port}/health/live`, {
      signal: AbortSignal.timeout(2_000),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

/** Below this an embedded database may soon fill the disk, in bytes. */
const littleSpace = 1024 ** 3;

export async function checkDisk({ database }: Pick<ResolvedConfig, 'database'>): Promise<Finding> {
  const [, directory] = /^pglite:(.+)$/.exec(database) ?? [];
  if (!directory) return skipped('disk', 'the data is not on a disk of this machine that Chaland knows of');
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    const disk = await statfs(folder).catch(() => undefined);
    if (!disk && folder !== dirname(folder)) continue;
    if (!disk) return skipped('disk', `${directory} could not be looked at`);
    const free = disk.bavail * disk.bsize;
    const said = `${grouped(free / 1024 ** 2)} MiB free for ${directory}`;
    return free < littleSpace
      ? warning('disk', said, 'Make room, or move the data: database in the configuration.')
      : ok('disk', said);
  }
}
