import { Buffer } from 'node:buffer';

const headerLength = 20;

/** `bigint[]` in PostgreSQL's binary format (see data/binary-array.ts), of whole numbers up to 2^53. */
export function bigintArray(values: readonly number[]): Buffer {
  const buffer = withHeader(20, values.length, 8);
  for (let index = 0, at = headerLength; index < values.length; index++, at += 12) {
    const value = values[index]!;
    const high = Math.floor(value / 2 ** 32);
    buffer.writeInt32BE(8, at);
    buffer.writeInt32BE(high, at + 4);
    buffer.writeUInt32BE(value - high * 2 ** 32, at + 8);
  }
  return buffer;
}

/** `int[]` */
export function intArray(values: readonly number[]): Buffer {
  const buffer = withHeader(23, values.length, 4);
  for (let index = 0, at = headerLength; index < values.length; index++, at += 8) {
    buffer.writeInt32BE(4, at);
    buffer.writeInt32BE(values[index]!, at + 4);
  }
  return buffer;
}

function withHeader(type: number, length: number, size: number): Buffer {
  const buffer = Buffer.alloc(length === 0 ? 12 : headerLength + length * (4 + size));
  buffer.writeInt32BE(length === 0 ? 0 : 1, 0);
  buffer.writeInt32BE(type, 8);
  if (length > 0) {
    buffer.writeInt32BE(length, 12);
    buffer.writeInt32BE(1, 16);
  }
  return buffer;
}
