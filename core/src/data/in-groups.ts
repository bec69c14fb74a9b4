import { AsyncLocalStorage } from 'node:async_hooks';

export interface GroupOptions {
  /** Groups under way at once: the database works on one while Node makes the next. */
  atOnce?: number;
  /** Items at most in one group. */
  most?: number;
}

/**
 * Does together what is asked one by one: whatever comes in one turn of the event loop, or while others are under
 * way, is the next group. Nobody waits for a timer, so one that is alone is as fast as by itself, and under load a round
 * trip, a statement or a commit is shared.
 * @param work answers a group, in its order; its error is everybody's. It runs outside of the unit of work, and of
 * the cancellation, of whoever happened to start it.
 */
export function inGroups<Asked, Answer>(
  work: (group: readonly Asked[]) => Promise<readonly Answer[]>,
  { atOnce = 2, most = 1_000 }: GroupOptions = {},
): (asked: Asked) => Promise<Answer> {
  interface Waiting {
    asked: Asked;
    resolve(answer: Answer): void;
    reject(error: unknown): void;
  }
  const outside = AsyncLocalStorage.snapshot();
  let queue: Waiting[] = [];
  let free = atOnce;
  let underWay = 0;
  let due = false;

  /** Beside another group only where as many wait as are under way: small groups would waste what groups spare. */
  function startSoon(): void {
    if (due || free === 0 || queue.length < underWay) return;
    due = true;
    outside(() => setImmediate(start));
  }

  function start(): void {
    due = false;
    const group = queue.slice(0, most);
    queue = queue.slice(most);
    free--;
    underWay += group.length;
    void answer(group);
    if (queue.length > 0) startSoon();
  }

  async function answer(group: readonly Waiting[]): Promise<void> {
    try {
      const answers = await work(group.map(({ asked }) => asked));
      for (const [index, { resolve }] of group.entries()) resolve(answers[index]!);
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      free++;
      underWay -= group.length;
      if (queue.length > 0) startSoon();
    }
  }

  return (asked) =>
    new Promise((resolve, reject) => {
      queue.push({ asked, resolve, reject });
      startSoon();
    });
}
