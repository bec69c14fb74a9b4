import { basename, dirname } from 'node:path';
import type { OtherSide } from '../connector/vendor/other-side.ts';
import { droppedFiles } from './dropped-files.ts';
import { type SftpServer, startSftpServer } from './sftp-server.ts';

/**
 * The other side of a connector that reads dropped files, with the same files for each test. Nothing can go wrong in a
 * folder: the rules about that are skipped there.
 * @example vendor: () => startFakeDrop('sftp', { 'a.csv': 'No,Name\n1,Anna\n' })
 */
export async function startFakeDrop(
  place: 'folder' | 'sftp',
  files: Readonly<Record<string, string | Buffer>>,
): Promise<OtherSide> {
  const folder = await droppedFiles(files);
  const before = process.env.CHALAND_DROPS;
  let server: SftpServer | undefined;
  if (place === 'sftp') server = await startSftpServer({ folder: folder.path });
  else process.env.CHALAND_DROPS = dirname(folder.path);
  const close = async () => {
    await server?.close();
    if (before === undefined) delete process.env.CHALAND_DROPS;
    else process.env.CHALAND_DROPS = before;
    folder[Symbol.dispose]();
  };
  return {
    address: folder.path,
    args: server?.args ?? { place: 'folder', folder: basename(folder.path) },
    calls: server?.calls ?? [],
    ...(server ? { fail: server.fail } : {}),
    get outstanding() {
      return server?.outstanding ?? 0;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
