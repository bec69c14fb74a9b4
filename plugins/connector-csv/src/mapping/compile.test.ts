import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEnglish } from '../fault/reason.ts';
import { compileMapping, type Mapped } from './compile.ts';
import { checkMapping } from './load.ts';
import type { Mapping, MomentRule, Value } from './mapping.ts';

const columns = ['No', 'Kind', 'Qty', 'Price', 'At', 'Card'];
const rule = (over: Partial<MomentRule> = {}): MomentRule => ({
  type: 'receipt',
  id: '{No}',
  time: '{At}',
  data: {},
  ...over,
});
const mapping = (over: Partial<Mapping> = {}): Mapping =>
  checkMapping({ source: 'till', currency: 'EUR', group: ['No'], moments: [rule()], ...over });

/** Maps one group; its first row is in line 2. */
function map(over: Partial<Mapping>, ...rows: string[][]): Mapped {
  const { map: mapGroup } = compileMapping(mapping(over), columns);
  return mapGroup({ rows: rows.map((cells, index) => ({ line: index + 2, cells })) });
}
const some = ['R1', 'sale', '3', '0.415', '2026-03-02 10:15:00', ''];
/** The data that a value becomes for one row, or why the row is rejected. */
function becomes(value: Value, row: string[] = some, over: Partial<Mapping> = {}): unknown {
  const { moment, rejected } = map({ ...over, moments: [rule({ data: { value } })] }, row);
  return moment ? (moment.data as { value?: unknown }).value : inEnglish(rejected[0]!.reason);
}
const withQuantity = (quantity: string) => some.with(2, quantity);

test('a text is a column in braces, text around it, or just itself', () => {
  assert.equal(becomes('{No}'), 'R1');
  assert.equal(becomes('till 4, {No}/{Kind}'), 'till 4, R1/sale');
  assert.equal(becomes('online'), 'online');
  assert.equal(becomes('{{{No}}}'), '{R1}');
});

test('what comes out empty is left out, text around nothing too', () => {
  assert.equal(becomes('{Card}'), undefined);
  assert.equal(becomes('card-{Card}'), undefined);
  assert.equal(becomes({ code: '{Card}', list: ['{Card}'] }), undefined);
  assert.deepEqual(becomes({ code: '{Card}', no: '{No}' }), { no: 'R1' });
});

test('an amount is multiplied exactly and rounded half-even to minor units', () => {
  const amount = (quantity: string, price: string, currency = 'EUR') =>
    becomes({ $multiply: ['{Qty}', '{Price}'], as: 'money' }, some.with(2, quantity).with(3, price), {
      currency,
    });
  assert.equal(amount('3', '0.415'), 124);
  assert.equal(amount('1', '0.025'), 2);
  assert.equal(amount('1', '0.035'), 4);
  assert.equal(amount('3', '0.415', 'JPY'), 1);
  assert.equal(amount('3', '0.4155', 'KWD'), 1246);
});

test('a number may be whole, exact as text, or turned around', () => {
  assert.equal(becomes({ $value: '{Qty}', as: 'integer' }), 3);
  assert.equal(becomes({ $value: '{Price}', as: 'decimal' }), '0.415');
  assert.equal(becomes({ $value: '{Qty}', as: 'number', negate: true }, withQuantity('-2')), 2);
  assert.equal(becomes({ $value: '{Qty}', as: 'number', negate: true }, withQuantity('0')), 0);
});

test('numbers are read as the file writes them', () => {
  const read = (text: string, file: Mapping['file']) =>
    becomes({ $value: '{Qty}', as: 'decimal' }, withQuantity(text), { file: file! });
  assert.equal(read('1\u202f234,50', { decimal: ',', thousands: ' ' }), '1234.50');
  assert.equal(read("1'234.5", { thousands: "'" }), '1234.5');
  assert.equal(read('.5', {}), '0.5');
  assert.match(String(read('1.5', { decimal: ',' })), /^Qty is not a number/);
});

test('a prefix goes, a table translates, a default fills', () => {
  assert.equal(becomes({ $value: '{No}', stripPrefix: 'R' }), '1');
  assert.equal(becomes({ $value: '{Qty}', stripSuffix: '.0' }, withQuantity('17850.0')), '17850');
  assert.equal(becomes({ $value: '{Kind}', lookup: { sale: 'web' } }), 'web');
  assert.equal(becomes({ $value: '{Kind}', lookup: {}, default: 'other' }), 'other');
  assert.equal(becomes({ $value: '{Kind}', lookup: {}, default: null }), undefined);
  assert.equal(becomes({ $value: '{Card}', default: 'none' }), 'none');
  assert.match(String(becomes({ $value: '{Kind}', lookup: {} })), /^Kind is not in the lookup table/);
});

test('yes and no may be French', () => {
  assert.equal(becomes({ $value: '{Kind}', as: 'boolean' }, some.with(1, 'Oui')), true);
  assert.equal(becomes({ $value: '{Kind}', as: 'boolean' }, some.with(1, '0')), false);
  assert.match(String(becomes({ $value: '{Kind}', as: 'boolean' })), /^Kind is neither yes nor no/);
});

test("a time without a zone stays the store's; with one it is an instant", () => {
  const time = (value: Value, at: string) => {
    const { moment, rejected } = map({ moments: [rule({ time: value })] }, some.with(4, at));
    return moment?.time ?? inEnglish(rejected[0]!.reason);
  };
  const french = { $value: '{At}', format: 'dd/MM/yyyy HH:mm' };
  assert.equal(time('{At}', '2026-03-02 10:15:00'), '2026-03-02T10:15:00');
  assert.equal(time('{At}', '2026-03-02T10:15:00+0100'), '2026-03-02T10:15:00+01:00');
  assert.equal(time(french, '02/03/2026 10:15'), '2026-03-02T10:15:00');
  assert.equal(time({ ...french, zone: 'Europe/Paris' }, '02/07/2026 10:15'), '2026-07-02T08:15:00.000Z');
  assert.match(time(french, '31/02/2026 10:15'), /^At is no time written as dd\/MM\/yyyy HH:mm/);
  assert.match(time('{At}', 'yesterday'), /^At is no time written as yyyy-MM-dd HH:mm:ss/);
});

test('each row is an item, and amounts of rows are summed', () => {
  const moments = [
    rule({
      data: {
        lines: {
          $rows: { quantity: { $value: '{Qty}', as: 'integer' } },
          when: [{ column: 'Kind', is: 'sale' }],
        },
        total: { $sum: { $multiply: ['{Qty}', '{Price}'] }, as: 'money' },
      },
    }),
  ];
  const { moment } = map({ moments }, some, some, some.with(1, 'bag').with(2, '1'));
  assert.deepEqual(moment!.data, { lines: [{ quantity: 3 }, { quantity: 3 }], total: 290 });
});

test('without a number or an identifier there is no customer', () => {
  const customer = {
    id: '{Card}',
    identifiers: [{ kind: 'loyalty_card', value: '{Card}' }],
    attributes: { country: 'FR' },
  };
  const moments = [rule({ customer })];
  assert.equal(map({ moments }, some).moment!.customer, undefined);
  assert.deepEqual(map({ moments }, some.with(5, '77')).moment!.customer, {
    id: '77',
    identifiers: [{ kind: 'loyalty_card', value: '77' }],
    attributes: { country: 'FR' },
  });
});

test('the first rule that fits makes the moment; a group that none fits is rejected', () => {
  const moments = [
    rule({ when: [{ column: 'No', startsWith: ['C', 'X'] }], type: 'return' }),
    rule({ when: [{ column: 'Kind', isNot: ['void', 'test'] }] }),
  ];
  assert.equal(map({ moments }, some.with(0, 'C1')).moment!.type, 'return');
  assert.equal(map({ moments }, some).moment!.type, 'receipt');
  assert.equal(
    inEnglish(map({ moments }, some.with(1, 'void')).rejected[0]!.reason),
    'no rule of the mapping is for such rows',
  );
});

test('reject rules look at any row, at every row, or at each by itself', () => {
  const below = (rows: 'any' | 'every' | 'each') => ({
    reject: [{ when: [{ column: 'Qty', below: 1 }], rows, reason: 'nothing sold' }],
  });
  const counts = ({ used, rejected }: Mapped) => [used.length, rejected.length];
  const [good, bad] = [some, withQuantity('0')];
  assert.deepEqual(counts(map(below('any'), good, bad)), [0, 2]);
  assert.deepEqual(counts(map(below('every'), good, bad)), [2, 0]);
  assert.deepEqual(counts(map(below('every'), bad, bad)), [0, 2]);
  assert.deepEqual(counts(map(below('each'), good, bad)), [1, 1]);
});

test('a number in a condition is compared as a number, a text as a text', () => {
  const rejects = (is: number | string, price: string) =>
    map({ reject: [{ when: [{ column: 'Price', is }], reason: 'x' }] }, some.with(3, price)).rejected.length;
  assert.equal(rejects(0, '0.00'), 1);
  assert.equal(rejects('0', '0.00'), 0);
  assert.equal(rejects(0, ''), 0);
});

test('a receipt is recorded whole or not at all: one wrong row rejects the others, and they say which', () => {
  const moments = [rule({ data: { lines: { $rows: { q: { $value: '{Qty}', as: 'integer' } } } } })];
  const { rejected, used } = map({ moments }, some, withQuantity('three'), some);
  const reason = 'Qty is not a number (mapping /moments/0/data/lines/$rows/q)';
  assert.deepEqual(used, []);
  assert.deepEqual(
    rejected.map(({ row, reason: why, because }) => [row.line, inEnglish(why), because]),
    [
      [2, reason, 3],
      [3, reason, undefined],
      [4, reason, 3],
    ],
  );
});

test('an empty id or a currency that does not exist rejects the row', () => {
  assert.equal(
    inEnglish(map({ moments: [rule({ id: '{Card}' })] }, some).rejected[0]!.reason),
    'the id is empty (mapping /moments/0/id)',
  );
  const money = { $value: '{Price}', as: 'money' } as const;
  assert.match(String(becomes(money, some, { currency: '{Kind}' })), /^"sale" is not an ISO 4217 currency/);
});
