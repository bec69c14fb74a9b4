import { createHash } from 'node:crypto';

const field = (name: string) =>
  new RegExp(`<(?:[^\\s<>/:]+:)?${name}(?:\\s[^<>]*)?>\\s*([^<>\\s][^<>]{0,99}?)\\s*<`);
const unit = [field('RetailStoreID'), field('UnitID')];
const workstation = field('WorkstationID');
const sequence = field('SequenceNumber');
const day = field('BusinessDayDate');
const lines = /<(?:[^\s<>/:]+:)?(?:RetailTransaction|CustomerOrderTransaction|LineItem)[\s>]/;

/**
 * The number of a transaction as it can be told without reading all of it: `9/31/2026-03-01/114`. One that was cut short
 * has it, and the whole one that comes later has the same.
 * @returns undefined where something of it is missing
 */
export function naturalKey(transaction: Buffer): string | undefined {
  const text = transaction.toString('latin1');
  const before = text.slice(0, lines.exec(text)?.index ?? text.length);
  const found = [
    unit.map((pattern) => pattern.exec(before)?.[1]).find((one) => one !== undefined),
    workstation.exec(before)?.[1],
    (day.exec(before) ?? day.exec(text.slice(-4_000)))?.[1],
    sequence.exec(before)?.[1],
  ];
  return found.every((part) => part !== undefined) ? found.join('/') : undefined;
}

/** Tells one content from another. */
export const digestOf = (bytes: Buffer): string =>
  createHash('sha256').update(bytes).digest('base64url').slice(0, 16);
