import type { SftpSession } from './sftp-session.ts';

/** Bytes asked for at once: what every server gives. */
const piece = 32 * 1024;

/** Questions on their way at once, so that a distant server doesn't cost a round trip for each piece. */
const ahead = 16;

/** The bytes of a remote file from a place in it, in order. */
export async function* readRemote(session: SftpSession, path: string, from: number): AsyncGenerator<Buffer> {
  const handle = await session.ask<Buffer>((sftp, done) => sftp.open(path, 'r', done));
  const asked: Promise<Buffer>[] = [];
  try {
    for (let at = from; ; at += piece) {
      const next = pieceAt(session, handle, at);
      // It is awaited in its turn.
      next.catch(() => undefined);
      asked.push(next);
      if (asked.length < ahead) continue;
      const bytes = await asked.shift()!;
      if (bytes.length > 0) yield bytes;
      if (bytes.length < piece) return;
    }
  } finally {
    if (session.isAlive()) {
      await session
        .ask<void>((sftp, done) => sftp.close(handle, (error) => done(error, undefined)))
        .catch(() => undefined);
    }
  }
}

/** A server may give less than it is asked for; it is asked for the rest. Short at the end of the file only. */
async function pieceAt(session: SftpSession, handle: Buffer, at: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(piece);
  let filled = 0;
  while (filled < piece) {
    const start = filled;
    const count = await session.ask<number>((sftp, done) =>
      sftp.read(handle, bytes, start, piece - start, at + start, (error, read) =>
        isEnd(error) ? done(null, 0) : done(error, read),
      ),
    );
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

const isEnd = (error: unknown): boolean => (error as { code?: unknown } | undefined)?.code === 1;
