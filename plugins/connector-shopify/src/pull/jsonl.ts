import { VendorFault } from '@chaland/core';
import { listOf } from './queries.ts';

/** An object of a bulk operation with its children. */
export type BulkObject = Record<string, unknown>;

/** A line is an order or an order's line; nothing of the sort is longer. Bytes. */
const longest = 8 * 1024 * 1024;

/** The lines of a file that comes in pieces. One line is held, however long the file is. */
export async function* linesIn(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  let held = 0;
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf(0x0a); end >= 0; end = piece.indexOf(0x0a, from)) {
      yield Buffer.concat([...rest, piece.subarray(from, end)]).toString('utf8');
      rest = [];
      held = 0;
      from = end + 1;
    }
    if (from < piece.length) rest.push(piece.subarray(from));
    held += piece.length - from;
    if (held > longest) throw new VendorFault(`the shop's file has a line of more than ${longest} bytes`);
  }
  if (held > 0) yield Buffer.concat(rest).toString('utf8');
}

/**
 * Puts the rows of a bulk operation together: with `groupObjects` an object's children come right after it, each with
 * `__parentId`. One object is held at a time.
 * @param skip objects that were taken before
 * @throws VendorFault for a line that is cut short
 */
export async function* objectsIn(lines: AsyncIterable<string>, skip: number): AsyncGenerator<BulkObject> {
  let current: BulkObject | undefined;
  let seen = 0;
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const row = parsed(line);
    if ('__parentId' in row) {
      if (!current || seen <= skip) continue;
      addChild(current, row);
      continue;
    }
    if (current && seen > skip) yield current;
    current = row;
    seen++;
  }
  if (current && seen > skip) yield current;
}

function addChild(parent: BulkObject, row: BulkObject): void {
  const { __parentId: parentId, __typename: type, ...child } = row;
  if (parentId !== parent.id)
    throw new VendorFault("the shop's file doesn't keep lines with what they are of");
  const list = listOf[String(type)];
  if (!list) return;
  parent[list] ??= [];
  (parent[list] as unknown[]).push(child);
}

function parsed(line: string): BulkObject {
  try {
    return JSON.parse(line) as BulkObject;
  } catch {
    throw new VendorFault("the shop's file was cut short");
  }
}
