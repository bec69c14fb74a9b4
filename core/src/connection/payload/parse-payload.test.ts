import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Problem } from '../../http/problem.ts';
import { parsePayload } from './parse-payload.ts';

test('an id beyond 2^53 keeps every digit', () => {
  const body = parsePayload('{"id":9007199254740993,"lines":[{"id":-12345678901234567890}],"small":7}');
  assert.equal(body.text('id'), '9007199254740993');
  assert.equal(body.text('lines/0/id'), '-12345678901234567890');
  assert.equal(body.integer('small'), 7);
});

test('a decimal keeps what was written', () => {
  const body = parsePayload(
    '{"a":12.10,"b":0.1234567890123456789,"c":1.50e1,"d":100000000000000000000.5,"e":1e-7}',
  );
  const decimals = ['a', 'b', 'c', 'd', 'e'].map((name) => body.decimal(name));
  assert.deepEqual(decimals, ['12.1', '0.1234567890123456789', '15', '100000000000000000000.5', '0.0000001']);
});

test('any whole number comes through', () => {
  fc.assert(
    fc.property(fc.bigInt(), (id) => {
      assert.equal(parsePayload(`[${id}]`).text('0'), String(id));
    }),
  );
});

test('what JSON.parse reads is read alike', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (json) => {
      const { value } = parsePayload(Buffer.from(json));
      assert.equal(Number.isNaN(value), false);
      assert.deepEqual(JSON.stringify(value).length > 0, true);
    }),
  );
});

const refused: [string, string | Buffer, RegExp][] = [
  ['JSON that breaks off', '{\n"name": "Ottilie', /it stops being JSON at line 2, column 9\./],
  ['nothing', '', /it stops being JSON at line 1, column 1\./],
  ['other bytes than UTF-8', Buffer.from([0x22, 0xff, 0x22]), /it is not UTF-8\./],
  ['what is nested too deep', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, /it is nested deeper than 100/],
];
for (const [what, body, expected] of refused) {
  test(`${what} is refused, and nothing of it is told`, () => {
    assert.throws(
      () => parsePayload(body),
      (error) =>
        error instanceof Problem &&
        error.code === 'CHL_DELIVERY_BODY' &&
        expected.test(error.message) &&
        !error.message.includes('Ottilie'),
    );
  });
}

test('a byte order mark is skipped', () => {
  assert.equal(parsePayload(Buffer.from('\ufeff{"id":1}')).text('id'), '1');
});
