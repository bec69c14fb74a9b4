import { Buffer } from 'node:buffer';

/** A line without its end. */
export interface Line {
  /** From 1. */
  number: number;
  bytes: Buffer;
  /** It was longer than the limit, and only its beginning was kept. */
  tooLong: boolean;
}

const newline = 10;

/** Cuts a stream of bytes into lines, whatever the chunks. Holds one unfinished line at most, and of that no more than the limit. */
export class LineCutter {
  #limit: number;
  #number = 0;
  #rest: Buffer[] = [];
  #restLength = 0;

  /** @param limit bytes of a line at most */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The lines that end in this chunk; empty ones are counted and left out. */
  push(chunk: Uint8Array): Line[] {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const lines: Line[] = [];
    let start = 0;
    for (let end = buffer.indexOf(newline); end !== -1; end = buffer.indexOf(newline, start)) {
      this.#finish(buffer.subarray(start, end), lines);
      start = end + 1;
    }
    if (start < buffer.length) this.#keep(buffer.subarray(start));
    return lines;
  }

  /** The last line, where nothing ends it. */
  end(): Line[] {
    const lines: Line[] = [];
    if (this.#restLength > 0) this.#finish(Buffer.alloc(0), lines);
    return lines;
  }

  /** The number of the line that comes next. */
  get next(): number {
    return this.#number + 1;
  }

  #keep(part: Buffer): void {
    // What is over the limit is counted and forgotten.
    if (this.#restLength <= this.#limit) this.#rest.push(part);
    this.#restLength += part.length;
  }

  #finish(part: Buffer, lines: Line[]): void {
    this.#number += 1;
    let bytes = part;
    let { length } = part;
    if (this.#restLength > 0) {
      this.#keep(part);
      length = this.#restLength;
      bytes = this.#rest.length === 1 ? this.#rest[0]! : Buffer.concat(this.#rest);
      this.#rest = [];
      this.#restLength = 0;
    }
    if (length > this.#limit) {
      lines.push({ number: this.#number, bytes: bytes.subarray(0, this.#limit), tooLong: true });
    } else if (!isBlank(bytes)) lines.push({ number: this.#number, bytes, tooLong: false });
  }
}

/** Only white space: lines that end in \r\n leave a \r. */
function isBlank(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte !== 13 && byte !== 32 && byte !== 9) return false;
  return true;
}
