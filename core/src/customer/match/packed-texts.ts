import { Buffer } from 'node:buffer';

/** Many short texts, in bytes: an own string for each takes twice their room, and is looked at by every collection. */
export interface PackedTexts {
  push(text: string): void;
  at(ordinal: number): string;
}

/** Bytes in one piece of the memory, which grows by them. */
const pieceSize = 2 ** 22;

/** @param capacity texts at most */
export function packedTexts(capacity: number): PackedTexts {
  const starts = new Uint32Array(capacity);
  const lengths = new Uint32Array(capacity);
  const pieces: Buffer[] = [];
  let size = 0;
  let end = 0;
  return {
    push(text) {
      const length = Buffer.byteLength(text);
      if (length > pieceSize) throw new RangeError(`a text of ${length} bytes`);
      // None lies across two pieces.
      if ((end % pieceSize) + length > pieceSize) end = pieces.length * pieceSize;
      if (length > 0 && end === pieces.length * pieceSize) pieces.push(Buffer.allocUnsafeSlow(pieceSize));
      if (length > 0) pieces.at(-1)!.write(text, end % pieceSize);
      starts[size] = end;
      lengths[size++] = length;
      end += length;
    },
    at(ordinal) {
      const length = lengths[ordinal]!;
      if (length === 0) return '';
      const start = starts[ordinal]!;
      const from = start % pieceSize;
      return pieces[Math.floor(start / pieceSize)]!.toString('utf8', from, from + length);
    },
  };
}
