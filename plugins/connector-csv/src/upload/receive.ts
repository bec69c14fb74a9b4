import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { problem } from '../problem.ts';
import { refuseOtherFormats } from '../read/bytes.ts';

export interface Received {
  bytes: number;
  /** SHA-256. */
  digest: Buffer;
}

/**
 * Writes a request's body to a file as it comes: memory stays flat, whatever its size. What can't be an import is
 * not kept.
 * @param limit bytes at most
 * @throws CSV_FILE_TOO_LARGE, CSV_FILE_EMPTY, CSV_FILE_FORMAT, CSV_DISK_FULL
 */
export async function receive(
  request: Request,
  file: string,
  { limit }: { limit: number },
): Promise<Received> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit);
  const hash = createHash('sha256');
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of request.body ?? []) {
      bytes += chunk.length;
      if (bytes > limit) throw tooLarge(limit);
      hash.update(chunk);
      yield chunk;
    }
  }
  try {
    await pipeline(counted(), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
    await refuseOtherFormats(file);
  } catch (error) {
    await rm(file, { force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw problem('CSV_DISK_FULL', { cause: error });
    throw error;
  }
  return { bytes, digest: hash.digest() };
}

const tooLarge = (limit: number) =>
  problem('CSV_FILE_TOO_LARGE', { detail: `the limit is ${Math.floor(limit / 1024 / 1024)} MiB` });
