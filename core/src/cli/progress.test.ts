import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { duration, progressLine, showProgress } from './progress.ts';

const at = { title: 'Reading', unit: 'rows', seconds: 4, bar: true };

test('progress tells the share, the rows, the rate and the time left', () => {
  const line = stripVTControlCharacters(
    progressLine({ done: 5_000_000, total: 20_000_000, rows: 12_000, note: '3 rejected' }, at),
  );
  assert.equal(
    line,
    'Reading  [######                  ]  25 %  12,000 rows  3,000 rows/s  12 s left  3 rejected',
  );
});

test('progress without a known end tells what is done and how fast', () => {
  assert.equal(progressLine({ done: 12_000 }, at), 'Reading  12,000 rows  3,000 rows/s');
});

test('progress that is done has no time left', () => {
  assert.doesNotMatch(progressLine({ done: 10, total: 10 }, { ...at, bar: false }), /left/);
});

test('time left is told as people say it', () => {
  assert.equal(duration(0.2), '1 s');
  assert.equal(duration(125), '2 min 5 s');
  assert.equal(duration(3_725), '1 h 2 min');
});

test('a log gets lines, and machines get nothing', () => {
  const lines: string[] = [];
  const out = { isTTY: false, write: (text: string) => lines.push(text) } as unknown as NodeJS.WriteStream;
  const forMachines = showProgress({ json: true }, { title: 'Reading', unit: 'rows', out });
  forMachines.update({ done: 1 });
  forMachines.end();
  assert.deepEqual(lines, []);

  const forLog = showProgress({ json: false }, { title: 'Reading', unit: 'rows', out });
  for (let done = 1; done <= 1_000; done++) forLog.update({ done });
  forLog.end();
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /^Reading {2}1,000 rows .*\n$/);
});
