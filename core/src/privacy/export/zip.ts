import { constants, crc32, deflateRawSync } from 'node:zlib';

export interface ZipFile {
  /** With folders: `sales/receipt.json`. */
  name: string;
  /** Read when its turn comes. */
  content: AsyncIterable<string> | Iterable<string>;
}

/** Compressed together: less would compress worse, more would hold up the rest. Characters. */
const block = 256 * 1024;

/** UTF-8 names, and sizes that follow the data, since they aren't known before it. */
const flags = 0x0800 | 0x0008;
const deflated = 8;
const version = 20;

interface Entry {
  name: Buffer;
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

/**
 * A ZIP archive, piece by piece as its files are read: nothing is held but one block. APPNOTE.TXT 6.3.10, without
 * ZIP64: no file and no archive reaches 4 GiB.
 * @param modified the time that the files are given, in UTC
 */
export async function* zip(
  files: AsyncIterable<ZipFile> | Iterable<ZipFile>,
  modified: Date,
): AsyncGenerator<Uint8Array> {
  const { date, time } = dosTime(modified);
  const entries: Entry[] = [];
  let offset = 0;
  for await (const { name: text, content } of files) {
    const name = Buffer.from(text);
    const entry: Entry = { name, crc: 0, packed: 0, size: 0, offset };
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(version, 4);
    head.writeUInt16LE(flags, 6);
    head.writeUInt16LE(deflated, 8);
    head.writeUInt16LE(time, 10);
    head.writeUInt16LE(date, 12);
    head.writeUInt16LE(name.length, 26);
    yield Buffer.concat([head, name]);
    for await (const text of blocks(content)) {
      const bytes = Buffer.from(text);
      const packed = deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
      entry.crc = crc32(bytes, entry.crc);
      entry.size += bytes.length;
      entry.packed += packed.length;
      yield packed;
    }
    const last = deflateRawSync('');
    entry.packed += last.length;
    yield last;
    yield descriptor(entry);
    entries.push(entry);
    offset += 30 + name.length + entry.packed + 16;
  }
  const directory = Buffer.concat(entries.map((entry) => listed(entry, date, time)));
  yield directory;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  yield end;
}

async function* blocks(content: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let held = '';
  for await (const piece of content) {
    held += piece;
    if (held.length < block) continue;
    yield held;
    held = '';
  }
  if (held !== '') yield held;
}

function descriptor({ crc, packed, size }: Entry): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(crc, 4);
  bytes.writeUInt32LE(packed, 8);
  bytes.writeUInt32LE(size, 12);
  return bytes;
}

function listed({ name, crc, packed, size, offset }: Entry, date: number, time: number): Buffer {
  const bytes = Buffer.alloc(46);
  bytes.writeUInt32LE(0x02014b50, 0);
  bytes.writeUInt16LE(version, 4);
  bytes.writeUInt16LE(version, 6);
  bytes.writeUInt16LE(flags, 8);
  bytes.writeUInt16LE(deflated, 10);
  bytes.writeUInt16LE(time, 12);
  bytes.writeUInt16LE(date, 14);
  bytes.writeUInt32LE(crc, 16);
  bytes.writeUInt32LE(packed, 20);
  bytes.writeUInt32LE(size, 24);
  bytes.writeUInt16LE(name.length, 28);
  bytes.writeUInt32LE(offset, 42);
  return Buffer.concat([bytes, name]);
}

/** Seconds in twos since midnight, days since 1980. */
const dosTime = (at: Date) => ({
  date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
});
