import { byKind, keyNumber } from '../block/key-number.ts';
import { eachKey } from '../block/keys.ts';
import type { ComparedRecord } from '../record.ts';

/** The numbers of a record's blocking keys, each once, the most telling kind first. */
export function keysOf(record: ComparedRecord): number[] {
  const keys: number[] = [];
  eachKey(record, (kind, key) => {
    const number = keyNumber(kind, key);
    if (!keys.includes(number)) keys.push(number);
  });
  return keys.sort(byKind);
}
