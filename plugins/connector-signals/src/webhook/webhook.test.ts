import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Evaluator } from './evaluator.ts';
import { faultIn, runMapping } from './run-mapping.ts';

const map = (mapping: string, body: unknown = {}) =>
  runMapping(mapping, JSON.stringify(body), { receivedAt: '2026-03-02T10:00:00.000Z' });

test('a mapping gives records, and one alone counts as a list of one', async () => {
  const mapping = '{ "moments": items.{ "id": id, "time": $receivedAt } }';
  assert.deepEqual(await map(mapping, { items: [{ id: 1 }, { id: 2 }] }), {
    moments: [
      { id: 1, time: '2026-03-02T10:00:00.000Z' },
      { id: 2, time: '2026-03-02T10:00:00.000Z' },
    ],
  });
  assert.deepEqual(await map(mapping, { items: [{ id: 1 }] }), {
    moments: [{ id: 1, time: '2026-03-02T10:00:00.000Z' }],
  });
  assert.deepEqual(await map('{ "ignored": "a test" }'), { ignored: 'a test' });
  assert.deepEqual(await map('{ "ignored": { "en": "a test", "fr": "un essai" } }'), {
    ignored: { en: 'a test', fr: 'un essai' },
  });
  assert.deepEqual(await map('nothing.here'), {
    ignored: { en: 'the mapping gave nothing', fr: 'la correspondance n’a rien donné' },
  });
  await assert.rejects(map('[1, 2]'), { code: 'SIGNALS_MAPPING' });
  await assert.rejects(map('{ "moments": 5 }'), { code: 'SIGNALS_MAPPING' });
});

test('a fault is told with its place, and without what the body holds', async () => {
  assert.match((await faultIn('{\n  "moments": [\n}'))!, /^line 3, column \d+/);
  assert.equal(await faultIn('{ "moments": [] }'), undefined);
  await assert.rejects(map('{ "a": $number(name) }', { name: 'Simulated Person' }), (error: Error) => {
    assert.match(error.message, /line 1, column \d+/);
    assert.doesNotMatch(error.message, /Simulated/);
    return true;
  });
});

test('what would give something else each time is refused', async () => {
  for (const name of ['now', 'millis', 'random'])
    await assert.rejects(map(`{ "ignored": $string($${name}()) }`), /same/);
});

test('a mapping that loops, or takes all memory, ends; the next one runs, and nothing else stopped meanwhile', async () => {
  const evaluator = new Evaluator({ time: 700, memory: 32 });
  const run = (mapping: string, json = '{}') => evaluator.evaluate({ mapping, json, bindings: {} });
  let turns = 0;
  const timer = setInterval(() => turns++, 10);
  try {
    const loop = await run('( $f := function($x) { $f($x + 1) }; $f(0) )');
    assert(loop && 'fault' in loop && ['TIMEOUT', 'MEMORY'].includes(loop.fault.code), JSON.stringify(loop));
    const pattern = await run('$match(text, /^(a+)+$/)', JSON.stringify({ text: `${'a'.repeat(40)}!` }));
    assert('fault' in pattern && pattern.fault.code === 'TIMEOUT');
    const hungry = await run('( $f := function($x) { $f($append($x, [1..100000])) }; $f([]) )');
    assert('fault' in hungry && ['TIMEOUT', 'MEMORY'].includes(hungry.fault.code));
    assert.deepEqual(await run('{ "a": 1 }'), { json: '{"a":1}' });
  } finally {
    clearInterval(timer);
  }
  assert(turns > 20, `the process stood still: ${turns}`);
});
