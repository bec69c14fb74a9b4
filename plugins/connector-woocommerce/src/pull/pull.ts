import type { PulledBatch, PullRun } from '@chaland/core';
import { wooApi } from '../api.ts';
import type { WooArgs } from '../args.ts';
import { accounts } from './accounts.ts';
import { begin, type Cursor, earlier } from './cursor.ts';
import { orders } from './orders.ts';

/** Seconds that a change may be visible later than its own time says: a slow checkout, a copy of the database. */
const overlap = 300;
const day = 86_400_000;

/** Accounts, at first and once a day; then the orders that changed since, with their refunds. */
export async function* pull(run: PullRun<WooArgs>): AsyncGenerator<PulledBatch> {
  const api = wooApi(run.args, run.http);
  let cursor = (run.cursor as Cursor | undefined) ?? begin(run.args.from);
  const read = cursor.accountsAt;
  const due = cursor.accountsSeen !== null || read === null || run.now.getTime() - Date.parse(read) >= day;
  if (due) cursor = yield* accounts(api, cursor, run.now);
  if (cursor.live && cursor.after !== null && cursor.page === 1) {
    cursor = { ...cursor, after: earlier(cursor.after, overlap) };
  }
  yield* orders(api, cursor);
}
