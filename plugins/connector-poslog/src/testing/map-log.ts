import type { BroughtRecords } from '@chaland/core';
import type { Receipt, Return } from '@chaland/sales/contract';
import type { PoslogArgs } from '../args.ts';
import { mapTransaction } from '../map/map.ts';

export const args = (own: Partial<PoslogArgs> = {}): PoslogArgs => ({
  system: 'tills',
  place: 'folder',
  pattern: '*.{xml,xml.gz}',
  settle: 10,
  port: 22,
  afterwards: 'leave',
  signatureHeader: 'X-Signature',
  taxIncluded: 'auto',
  operators: 'seller',
  number: 'key',
  stores: [],
  ...own,
});

/** Maps one transaction of a log. */
export function mapLog(xml: string, own: Partial<PoslogArgs> = {}) {
  const locale = { language: 'fr', country: 'FR', timeZone: 'Europe/Paris', currency: 'EUR' } as never;
  return mapTransaction({ body: Buffer.from(xml) }, { args: args(own), locale });
}

export function records(xml: string, own: Partial<PoslogArgs> = {}): BroughtRecords {
  const brought = mapLog(xml, own);
  if ('ignored' in brought) throw new Error(`it was ignored: ${JSON.stringify(brought.ignored)}`);
  return brought;
}

/** The receipt of a transaction that is one. */
export const receiptOf = (xml: string, own: Partial<PoslogArgs> = {}): Receipt =>
  dataOf<Receipt>(xml, 'receipt', own);
export const returnOf = (xml: string, own: Partial<PoslogArgs> = {}): Return =>
  dataOf<Return>(xml, 'return', own);

function dataOf<Data>(xml: string, type: string, own: Partial<PoslogArgs>): Data {
  const found = records(xml, own).moments?.filter((moment) => moment.type === type) ?? [];
  if (found.length !== 1) throw new Error(`there are ${found.length} of type ${type}`);
  return found[0]!.data as Data;
}
