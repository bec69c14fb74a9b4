import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { problem } from '../problem.ts';

const gzip = [0x1f, 0x8b];
/** Beginnings of files that people take for CSV. */
const otherFormats = [
  { start: [0x50, 0x4b, 0x03, 0x04], what: 'a spreadsheet or a zip archive' },
  { start: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel file' },
  { start: [0xff, 0xfe], what: 'UTF-16 text' },
  { start: [0xfe, 0xff], what: 'UTF-16 text' },
];

export interface ByteSource {
  /** The content, unpacked where the file is gzip. To be read once. */
  chunks: AsyncIterable<Buffer>;
  /** Bytes taken from the disk so far. */
  bytesRead(): number;
}

/**
 * Opens a file, packed or not: gzip is told by its first bytes, whatever its name.
 * @throws CSV_FILE_UNREADABLE, CSV_FILE_EMPTY, CSV_FILE_FORMAT; CSV_FILE_CUT_SHORT while reading
 */
export async function openBytes(file: string): Promise<ByteSource> {
  const start = await refuseOtherFormats(file);
  const raw = createReadStream(file, { highWaterMark: 256 * 1024 });
  if (!startsWith(start, gzip)) return { chunks: raw, bytesRead: () => raw.bytesRead };
  const unpacked = pipeline(raw, createGunzip({ chunkSize: 256 * 1024 }), () => {});
  return { chunks: untilDamaged(unpacked), bytesRead: () => raw.bytesRead };
}

/**
 * By its first bytes alone.
 * @returns these
 * @throws CSV_FILE_UNREADABLE, CSV_FILE_EMPTY, CSV_FILE_FORMAT
 */
export async function refuseOtherFormats(file: string): Promise<Buffer> {
  const start = await firstBytes(file);
  if (start.length === 0) throw problem('CSV_FILE_EMPTY');
  const other = otherFormats.find((format) => startsWith(start, format.start));
  if (other) throw problem('CSV_FILE_FORMAT', { detail: `this is ${other.what}` });
  return start;
}

/** SHA-256 of the file as it lies on disk. */
export async function digestOf(file: string, signal?: AbortSignal): Promise<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024, signal }))
    hash.update(chunk);
  return hash.digest();
}

async function firstBytes(file: string): Promise<Buffer> {
  try {
    await using handle = await open(file);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    const what = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'it may not be read' };
    throw problem('CSV_FILE_UNREADABLE', {
      detail: `${file}: ${what[code as keyof typeof what] ?? code}`,
      cause: error,
    });
  }
}

async function* untilDamaged(unpacked: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* unpacked;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (!code.startsWith('Z_')) throw error;
    throw problem('CSV_FILE_CUT_SHORT', { detail: message, cause: error });
  }
}

const startsWith = (bytes: Buffer, start: readonly number[]) =>
  start.every((byte, index) => bytes[index] === byte);
