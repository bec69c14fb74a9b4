import { type FileHandle, lstat, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Attributes, SFTPWrapper } from 'ssh2';
import type { VendorTrouble } from '../connector/vendor/fake-vendor.ts';

/** Status codes of SFTP 3. */
const code = { ok: 0, end: 1, gone: 2, denied: 3, failure: 4, unsupported: 8 };

/** How long a slow answer takes, in milliseconds. */
const slowness = 30;

/** What a client sees at the root; anything outside is not there. */
const shown = '/drops';

interface Serving {
  folder: string;
  /** Notes a call, and tells what is to go wrong with it. */
  next(call: string): VendorTrouble | undefined;
  silence: 'cut' | 'wait';
  cut(): void;
}

interface Opened {
  file?: FileHandle;
  /** Of a listing that wasn't given yet. */
  names?: { filename: string; longname: string; attrs: Attributes }[];
}

/** Answers one client's requests out of a folder. */
export function serveSftp(sftp: SFTPWrapper, { folder, next, silence, cut }: Serving): void {
  const opened = new Map<string, Opened>();
  let handles = 0;
  const pathOf = (asked: string): string => {
    const isShown = asked === shown || asked.startsWith(`${shown}/`);
    if (!isShown || asked.split('/').includes('..'))
      throw Object.assign(new Error(asked), { code: 'ENOENT' });
    return join(folder, asked.slice(shown.length));
  };
  const keep = (one: Opened): Buffer => {
    const handle = String(++handles);
    opened.set(handle, one);
    return Buffer.from(handle);
  };

  async function answer(id: number, call: string, act: (trouble?: VendorTrouble) => Promise<void>) {
    const trouble = next(call);
    if (trouble === 'no answer') return silence === 'cut' ? cut() : undefined;
    if (trouble === 'cut short' && !call.startsWith('READ ')) return cut();
    if (typeof trouble === 'object') return sftp.status(id, code.failure);
    if (trouble === 'slow') await new Promise((resolve) => setTimeout(resolve, slowness));
    try {
      await act(trouble);
    } catch (error) {
      const { code: why } = error as NodeJS.ErrnoException;
      sftp.status(id, why === 'ENOENT' ? code.gone : why === 'EACCES' ? code.denied : code.failure);
    }
  }
  const done = (id: number) => sftp.status(id, code.ok);

  sftp.on('OPENDIR', (id, path) =>
    answer(id, `OPENDIR ${path}`, async (trouble) => {
      const entries = await readdir(pathOf(path));
      const listed =
        trouble === 'page again' ? [...entries, ...entries] : trouble === 'empty page' ? [] : entries;
      const names = await Promise.all(
        listed.map(async (filename) => ({
          filename,
          longname: filename,
          attrs: attributesOf(await lstat(join(pathOf(path), filename))),
        })),
      );
      sftp.handle(id, keep({ names }));
    }),
  );
  sftp.on('READDIR', (id, handle) => {
    const one = opened.get(String(handle));
    const names = one?.names ?? [];
    if (one) one.names = [];
    if (names.length > 0) sftp.name(id, names);
    else sftp.status(id, code.end);
  });
  sftp.on('OPEN', (id, path, flags) =>
    answer(id, `OPEN ${path}`, async () => {
      if (flags !== 1) return void sftp.status(id, code.denied);
      sftp.handle(id, keep({ file: await open(pathOf(path), 'r') }));
    }),
  );
  sftp.on('READ', (id, handle, at, length) =>
    answer(id, `READ ${at}`, async (trouble) => {
      const { file } = opened.get(String(handle)) ?? {};
      if (!file) return void sftp.status(id, code.failure);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
      if (bytesRead === 0) sftp.status(id, code.end);
      // Some servers give less than they are asked for.
      else sftp.data(id, buffer.subarray(0, at % 3 === 0 ? Math.ceil(bytesRead / 2) : bytesRead));
      if (trouble === 'cut short') setImmediate(cut);
    }),
  );
  sftp.on('CLOSE', async (id, handle) => {
    await opened.get(String(handle))?.file?.close();
    opened.delete(String(handle));
    done(id);
  });
  const look = (how: typeof stat) => (id: number, path: string) =>
    answer(id, `STAT ${path}`, async () => sftp.attrs(id, attributesOf(await how(pathOf(path)))));
  sftp.on('STAT', look(stat));
  sftp.on('LSTAT', look(lstat as typeof stat));
  sftp.on('MKDIR', (id, path) =>
    answer(id, `MKDIR ${path}`, async () => {
      await mkdir(pathOf(path));
      done(id);
    }),
  );
  sftp.on('RENAME', (id, from, to) =>
    answer(id, `RENAME ${from} ${to}`, async () => {
      // As SFTP 3 has it.
      if (await lstat(pathOf(to)).catch(() => undefined)) return void sftp.status(id, code.failure);
      await rename(pathOf(from), pathOf(to));
      done(id);
    }),
  );
  sftp.on('REMOVE', (id, path) =>
    answer(id, `REMOVE ${path}`, async () => {
      await unlink(pathOf(path));
      done(id);
    }),
  );
  sftp.on('end', () => {
    for (const { file } of opened.values()) void file?.close();
    opened.clear();
  });
}

const attributesOf = ({
  mode,
  uid,
  gid,
  size,
  atimeMs,
  mtimeMs,
}: Awaited<ReturnType<typeof stat>>): Attributes => ({
  mode: Number(mode),
  uid: Number(uid),
  gid: Number(gid),
  size: Number(size),
  atime: Math.trunc(Number(atimeMs) / 1_000),
  mtime: Math.trunc(Number(mtimeMs) / 1_000),
});
