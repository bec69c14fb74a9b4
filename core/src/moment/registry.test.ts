import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { createMomentTypes, raiseVersion } from './registry.ts';
import { extensionsOf } from './testing/test-ingest.ts';
import { type MomentType, momentType } from './type.ts';

const type = (changes: Partial<MomentType> = {}) =>
  momentType({
    type: 'visit',
    version: 1,
    stage: 'entry',
    title: { en: 'Visit', fr: 'Visite' },
    schema: Type.Object({}),
    summary: () => '',
    ...changes,
  });

test('two plugins with one moment type do not start together', () => {
  const one = extensionsOf([type()], 'one');
  const two = extensionsOf([type()], 'two');
  assert.throws(
    () => createMomentTypes({ all: (point) => [...one.all(point), ...two.all(point)] }),
    /CHL_PLUGIN_INVALID.*"visit" comes from both "one" and "two"/,
  );
});

test('everything that is wrong with moment types is told at once', () => {
  const wrong = [
    type({ type: 'A Visit' }),
    type({ type: 'b', version: 0 }),
    type({ type: 'c', version: 3, upcast: { 1: (data) => data } }),
  ];
  assert.throws(
    () => createMomentTypes(extensionsOf(wrong)),
    (error: Error) => {
      assert.match(error.message, /"A Visit".*"b".*version.*"c".*raises version 1, but not 2/);
      return true;
    },
  );
});

test('an unknown type is told with the one that was probably meant', () => {
  const types = createMomentTypes(extensionsOf([type()]));
  assert.throws(() => types.known('vist'), /Did you mean "visit"\?/);
  assert.equal(types.get('vist'), undefined);
});

test('data climbs from version to version', () => {
  const climbing = type({
    version: 3,
    upcast: { 1: (data) => [data, 'two'], 2: (data) => [data, 'three'] },
  }).value;
  assert.deepEqual(raiseVersion(climbing, 1, 'one'), [['one', 'two'], 'three']);
  assert.deepEqual(raiseVersion(climbing, 3, 'now'), 'now');
});
