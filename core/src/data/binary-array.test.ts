import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import { onBothDatabases, testDatabase } from '../testing/index.ts';
import {
  boolArray,
  byteaArray,
  jsonbArray,
  smallintArray,
  textArray,
  timestamptzArray,
  uuidArray,
} from './binary-array.ts';

onBothDatabases((on) => {
  test('columns in binary arrive as the values that they hold', async () => {
    await using db = await testDatabase({ on });
    const uuid = '0198a6c0-11ff-7abc-8def-0123456789ab';
    const [row] = await db.query<Record<string, unknown>>(
      `select $1::text[] as texts, $2::uuid[]::text[] as uuids, $3::bool[] as bools, $4::int2[] as smalls,
              array(select extract(epoch from t) * 1000 from unnest($5::timestamptz[]) t)::float8[] as times,
              array(select encode(b, 'hex') from unnest($6::bytea[]) b) as bytes,
              to_jsonb($7::jsonb[]) as jsons, $8::text[] as none`,
      [
        textArray(['plain', 'é€😀"\\{},', '', null]),
        uuidArray([uuid, null]),
        boolArray([true, false, null]),
        smallintArray([1, -2, null]),
        timestamptzArray([0, 1_772_442_000_123, Date.UTC(1, 0, 1) - 1, -1]),
        byteaArray(['\u0000\u00ff', '\u0012\u0034']),
        jsonbArray([Buffer.from('{"a":[1,"é"]}'), Buffer.from('null')]),
        textArray([]),
      ],
    );
    assert.deepEqual(row, {
      texts: ['plain', 'é€😀"\\{},', '', null],
      uuids: [uuid, null],
      bools: [true, false, null],
      smalls: [1, -2, null],
      times: [0, 1_772_442_000_123, Date.UTC(1, 0, 1) - 1, -1],
      bytes: ['00ff', '1234'],
      jsons: [{ a: [1, 'é'] }, null],
      none: [],
    });
  });
});
