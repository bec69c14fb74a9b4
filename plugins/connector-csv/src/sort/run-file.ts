import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { type KeyedRow, keyed } from './keyed-row.ts';

const pieceLength = 128 * 1024;

/**
 * Sorted rows in a temporary file. The file has no name any more once it is open, where the system allows
 * that: however the process ends, nobody's receipts stay behind on the disk.
 */
export class RunFile {
  readonly #descriptor: number;
  readonly #path: string | undefined;
  #length = 0;

  constructor(rows: Iterable<KeyedRow>, folder = tmpdir()) {
    const path = join(folder, `chaland-sort-${randomUUID()}`);
    this.#descriptor = openSync(path, 'wx+', 0o600);
    this.#path = unlinked(path) ? undefined : path;
    let piece = '';
    for (const { packed } of rows) {
      piece += `${packed}\n`;
      if (piece.length < pieceLength) continue;
      this.#write(piece);
      piece = '';
    }
    this.#write(piece);
  }

  #write(piece: string): void {
    const bytes = Buffer.from(piece);
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#descriptor, bytes, done);
    this.#length += bytes.length;
  }

  *rows(): Generator<KeyedRow> {
    const buffer = Buffer.allocUnsafe(pieceLength);
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for (let position = 0; position < this.#length; ) {
      const count = readSync(this.#descriptor, buffer, 0, buffer.length, position);
      position += count;
      const lines = (rest + decoder.write(buffer.subarray(0, count))).split('\n');
      rest = lines.pop()!;
      for (const line of lines) yield keyed(line);
    }
  }

  close(): void {
    closeSync(this.#descriptor);
    if (this.#path) rmSync(this.#path, { force: true });
  }
}

function unlinked(path: string): boolean {
  try {
    rmSync(path);
    return true;
  } catch {
    return false;
  }
}
