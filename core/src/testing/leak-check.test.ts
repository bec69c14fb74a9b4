import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runTestFile } from './run-test-file.ts';

// Each waits for the kit's patience: at once, they wait together.
describe('leak check', { concurrency: true }, () => {
  test('a test file that leaves a timer behind fails, and the timer is named', async () => {
    const { code, output } = await runTestFile(`
    const { testDatabase } = await import(kit + '/index.ts');
    test('forgets a timer', async () => {
      await using db = await testDatabase();
      setInterval(() => {}, 100);
    });
  `);
    assert.equal(code, 1);
    assert.match(output, /CHL_TEST_LEAK/);
    assert.match(output, /1 × Timeout/);
    assert.doesNotMatch(output, /was not closed/);
  });

  test('a test file that leaves a server behind fails, and is told which deployment or database it forgot', async () => {
    const { code, output } = await runTestFile(`
    const { testDatabase } = await import(kit + '/index.ts');
    const { createServer } = await import('node:net');
    test('forgets two things', async () => {
      await testDatabase();
      createServer().listen(0);
    });
  `);
    assert.equal(code, 1);
    assert.match(output, /1 × TCPServerWrap/);
    assert.match(output, /a pglite test database was not closed: opened at .*some\.test\.ts/);
  });

  test('a test file that closes what it opened passes', async () => {
    const { code, output } = await runTestFile(`
    const { testDatabase } = await import(kit + '/index.ts');
    test('is tidy', async () => {
      await using db = await testDatabase();
      await db.query('select 1');
    });
  `);
    assert.equal(code, 0, output);
  });
});
