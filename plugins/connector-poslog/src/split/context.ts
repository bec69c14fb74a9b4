/**
 * What a log says once for all its transactions, in front of them: its store, its day, its currency. Each transaction
 * takes it along, so that it can be read alone, now or when it is replayed.
 */
const told =
  /<((?:[^\s<>/:!?]+:)?(?:RetailStoreID|BusinessUnit|BusinessDayDate|CurrencyCode|WorkstationID))(?=[\s>])[^<>]*>[\s\S]{0,2000}?<\/\1\s*>/g;

/** @returns elements to put before a transaction; empty where the log says nothing in front */
export const contextOf = (head: string): Buffer => Buffer.from((head.match(told) ?? []).join(''), 'latin1');

export const inContext = (transaction: Buffer, context: Buffer): Buffer =>
  context.length === 0
    ? transaction
    : Buffer.concat([Buffer.from('<POSLog>'), context, transaction, Buffer.from('</POSLog>')]);
