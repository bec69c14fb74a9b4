import { isAscii } from 'node:buffer';
import { problem } from '../problem.ts';

/** How the bytes of a log are characters. The last holds also what calls itself ISO-8859-1, as everywhere. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const names: Readonly<Record<string, Encoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  'iso-8859-1': 'windows-1252',
  'iso8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
};

/**
 * By its byte order mark, else by its declaration, else UTF-8.
 * @param start the first bytes, a declaration's length or more
 * @throws POSLOG_ENCODING for one that isn't read
 */
export function encodingOf(start: Buffer): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  if (start[0] === 0x3c && start[1] === 0) return 'utf-16le';
  if (start[0] === 0 && start[1] === 0x3c) return 'utf-16be';
  const declared = /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})["']/.exec(
    start.toString('latin1', 0, 300),
  )?.[1];
  if (declared === undefined) return 'utf-8';
  const encoding = Object.hasOwn(names, declared.toLowerCase()) ? names[declared.toLowerCase()] : undefined;
  if (encoding) return encoding;
  throw problem('POSLOG_ENCODING', { detail: `the log declares "${declared}"` });
}

/**
 * Chunks of a log as they come, in something whose markup is ASCII: UTF-16 becomes UTF-8, all else stays.
 * @throws POSLOG_ENCODING as {@link encodingOf}
 */
export async function* withAsciiMarkup(
  chunks: AsyncIterable<Buffer>,
  encoding: Encoding,
): AsyncGenerator<Buffer> {
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be') return yield* chunks;
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** A transaction of a log in that encoding, in UTF-8. Of UTF-16 it is in UTF-8 before it is cut out. */
export function pieceInUtf8(bytes: Buffer, encoding: Encoding): Buffer {
  return encoding === 'windows-1252' && !isAscii(bytes)
    ? Buffer.from(new TextDecoder('windows-1252').decode(bytes))
    : bytes;
}
