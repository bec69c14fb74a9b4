import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { limit } from './limit.ts';
import { createPasswords } from './password-hash.ts';

const cheap = { memory: 8, passes: 1, parallelism: 1 };

describe('a password', () => {
  test('is hashed with a salt of its own, and told by nothing but itself', async () => {
    const passwords = createPasswords();
    const [one, two] = [await passwords.hash('correct horse'), await passwords.hash('correct horse')];
    assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    assert.notEqual(one, two);
    assert.equal(await passwords.verify('correct horse', one), true);
    assert.equal(await passwords.verify('correct horsf', one), false);
    assert.equal(await passwords.verify('', one), false);
    assert.equal(await passwords.verify('correct horse', null), false);
  });

  test('is one, however the keyboard composes its letters', async () => {
    const passwords = createPasswords({ cost: cheap });
    const stored = await passwords.hash('un été à la mer'.normalize('NFC'));
    assert.equal(await passwords.verify('un été à la mer'.normalize('NFD'), stored), true);
  });

  test('is verified at the cost that it was hashed at, and is outdated when that changed', async () => {
    const before = createPasswords({ cost: cheap });
    const now = createPasswords({ cost: { ...cheap, passes: 2 } });
    const stored = await before.hash('correct horse');
    assert.equal(await now.verify('correct horse', stored), true);
    assert.equal(now.isOutdated(stored), true);
    assert.equal(before.isOutdated(stored), false);
    assert.equal(now.isOutdated(await now.hash('correct horse')), false);
  });

  test('of nobody is verified by as much work as a real one', async () => {
    const passwords = createPasswords();
    const stored = await passwords.hash('correct horse');
    // The processor's time, which other processes don't change, and the least of several: of the runtime's own work.
    const leastWork = async (of: string | null) => {
      const works: number[] = [];
      for (let n = 0; n < 5; n++) {
        const before = process.cpuUsage();
        await passwords.verify('another one', of);
        const { user, system } = process.cpuUsage(before);
        works.push(user + system);
      }
      return Math.min(...works);
    };
    const [real, none] = [await leastWork(stored), await leastWork(null)];
    assert.ok(none > real / 2, `${none} µs for nobody, ${real} µs for somebody`);
  });

  test('waits in line behind others, and is refused where the line is full', async () => {
    const passwords = createPasswords({ cost: cheap, atOnce: 1, waiting: 2 });
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => passwords.verify('x', null)));
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected'],
    );
    assert.equal(await passwords.verify('x', null), false);
  });
});

test('no more works run at once than are let in, failing ones too', async () => {
  const inLine = limit({ atOnce: 2, waiting: 100 });
  let running = 0;
  let most = 0;
  const work = async (n: number) => {
    most = Math.max(most, ++running);
    await new Promise<void>((resolve) => setImmediate(resolve));
    running--;
    if (n % 3 === 0) throw new Error('failed');
  };
  await Promise.allSettled(Array.from({ length: 20 }, (_, n) => inLine(() => work(n))));
  assert.equal(most, 2);
  assert.equal(running, 0);
});
