import { Problem, type RecordFate } from '@chaland/core';

/**
 * Prepares records one by one, writes those that nothing is wrong with, and tells what became of each, in order.
 * @param write says of each prepared one whether it was news
 */
export async function judged<Item, Prepared>(
  items: readonly Item[],
  prepare: (item: Item) => Prepared,
  write: (prepared: readonly Prepared[]) => Promise<readonly boolean[]>,
): Promise<RecordFate[]> {
  const all = items.map((item) => {
    try {
      return { prepared: prepare(item) };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { problem: error.toJSON() };
    }
  });
  const isNews = await write(all.flatMap((one) => (one.problem ? [] : [one.prepared as Prepared])));
  let next = 0;
  return all.map(
    ({ problem }): RecordFate =>
      problem ? { fate: 'rejected', problem } : { fate: isNews[next++] ? 'recorded' : 'unchanged' },
  );
}
