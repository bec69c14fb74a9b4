import { isUtf8 } from 'node:buffer';
import type { Text } from '@chaland/core';
import { faultText } from '../fault/fault-texts.ts';

/** A line of the file, before anything is made of it. */
export interface Line {
  /** From 1. */
  number: number;
  text: string;
  /** Why it can't be used. */
  fault?: Text;
}

export const encodings = ['utf-8', 'windows-1252', 'iso-8859-1', 'iso-8859-15'] as const;
export type Encoding = (typeof encodings)[number];

export interface LineOptions {
  encoding?: Encoding;
  /** Bytes of a line at most; a longer one is cut and faulty. It keeps memory flat whatever comes. */
  maxLength?: number;
}

const newline = 0x0a;
/** How much of a line that is too long is kept, to recognise it by. */
const kept = 1000;

/**
 * Splits bytes into lines, many at a time. Ends of lines may be LF or CR LF; a byte order mark means UTF-8.
 * A line with bytes that the encoding doesn't have is faulty by itself, and the ones around it are not.
 */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  { encoding = 'utf-8', maxLength = 1024 * 1024 }: LineOptions = {},
): AsyncGenerator<Line[]> {
  let decode = decoder(encoding);
  let begun = false;
  let number = 0;
  let rest: Buffer[] = [];
  let restLength = 0;
  let skipping: string | undefined;

  for await (const chunk of chunks) {
    // Who writes the mark writes UTF-8, whatever the mapping says.
    if (!begun && hasMark(chunk)) decode = decoder('utf-8');
    begun = true;
    let from = 0;
    const lines: Line[] = [];
    if (skipping !== undefined) {
      const end = chunk.indexOf(newline);
      if (end < 0) continue;
      lines.push(tooLong(++number, skipping));
      skipping = undefined;
      from = end + 1;
    }
    const last = chunk.lastIndexOf(newline) + 1;
    if (last > from) {
      const whole = Buffer.concat([...rest, chunk.subarray(from, last)]);
      for (const line of linesOf(whole, number, decode)) {
        lines.push(line.text.length > maxLength ? tooLong(line.number, line.text) : line);
        number = line.number;
      }
      rest = [];
      restLength = 0;
      from = last;
    }
    rest.push(chunk.subarray(from));
    restLength += chunk.length - from;
    if (restLength > maxLength) {
      skipping = decode.lenient(Buffer.concat(rest).subarray(0, kept));
      rest = [];
      restLength = 0;
    }
    if (lines.length > 0) yield lines;
  }
  if (skipping !== undefined) yield [tooLong(number + 1, skipping)];
  else if (restLength > 0) yield linesOf(Buffer.concat([...rest, Buffer.from('\n')]), number, decode);
}

interface Decoder {
  strict(bytes: Buffer): string | undefined;
  lenient(bytes: Buffer): string;
}

function decoder(encoding: Encoding): Decoder {
  if (encoding === 'iso-8859-1') return { strict: latin1, lenient: latin1 };
  if (encoding !== 'utf-8') {
    const decode = new TextDecoder(encoding);
    return { strict: (bytes) => decode.decode(bytes), lenient: (bytes) => decode.decode(bytes) };
  }
  return {
    strict: (bytes) => (isUtf8(bytes) ? bytes.toString('utf8') : undefined),
    lenient: (bytes) => bytes.toString('utf8'),
  };
}

const latin1 = (bytes: Buffer) => bytes.toString('latin1');

/** Decodes many lines at once, and one by one only where that fails. `bytes` ends with a newline. */
function linesOf(bytes: Buffer, before: number, { strict, lenient }: Decoder): Line[] {
  const content = before === 0 && hasMark(bytes) ? bytes.subarray(3) : bytes;
  const text = strict(content);
  if (text !== undefined) {
    const texts = text.split('\n');
    texts.pop();
    return texts.map((line, index) => ({ number: before + index + 1, text: withoutReturn(line) }));
  }
  const lines: Line[] = [];
  for (let from = 0; from < content.length; ) {
    const end = content.indexOf(newline, from);
    const line = content.subarray(from, end);
    const decoded = strict(line);
    lines.push({
      number: before + lines.length + 1,
      text: withoutReturn(decoded ?? lenient(line)),
      ...(decoded === undefined ? { fault: faultText('notUtf8', {}) } : {}),
    });
    from = end + 1;
  }
  return lines;
}

const hasMark = (bytes: Buffer) => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line);

const tooLong = (number: number, text: string): Line => ({
  number,
  text: `${text.slice(0, kept)}…`,
  fault: faultText('lineTooLong', {}),
});
