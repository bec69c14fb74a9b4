import assert from 'node:assert/strict';
import { test } from 'node:test';
import { log, sale, total, transaction } from '../testing/log.ts';
import { contextOf } from './context.ts';
import { naturalKey } from './key.ts';
import { largestTransaction, type Piece, Splitter, splitLog } from './split.ts';

const numbered = (seq: number) => transaction({ seq, inner: sale() + total('20.00') });
const texts = (pieces: readonly Piece[]) => pieces.map(({ bytes }) => bytes.toString());

function inChunks(xml: string, size: number): Piece[] {
  const splitter = new Splitter();
  const bytes = Buffer.from(xml);
  const pieces: Piece[] = [];
  for (let at = 0; at < bytes.length; at += size)
    pieces.push(...splitter.push(bytes.subarray(at, at + size)));
  return [...pieces, ...splitter.end()];
}

test('a log is cut into its transactions, wherever the chunks end', () => {
  const xml = log(numbered(1), numbered(2), numbered(3));
  const whole = splitLog(Buffer.from(xml)).pieces;
  assert.deepEqual(texts(whole), [numbered(1), numbered(2), numbered(3)]);
  for (const { bytes, start, end } of whole) assert.equal(xml.slice(start, end), bytes.toString());
  for (const size of [1, 2, 7, 64, 333, 1_000])
    assert.deepEqual(inChunks(xml, size), whole, `chunks of ${size}`);
});

test('a prefix is no other name, and a TransactionLink is no transaction', () => {
  const inner = '<t:TransactionLink><t:SequenceNumber>1</t:SequenceNumber></t:TransactionLink>';
  const one = `<t:Transaction a="b">${inner}</t:Transaction>`;
  assert.deepEqual(texts(inChunks(`<t:POSLog>${one}${one}</t:POSLog>`, 5)), [one, one]);
});

test('what stands in comments, texts and instructions is no markup', () => {
  const one =
    '<Transaction><!-- </Transaction> --><a><![CDATA[</Transaction><Transaction>]]></a><?x </Transaction>?></Transaction>';
  for (const size of [3, 10_000])
    assert.deepEqual(texts(inChunks(`<L><!-- <Transaction> -->${one}</L>`, size)), [one]);
});

test('a transaction without an end ends where the next one begins', () => {
  const broken = numbered(2).slice(0, -40);
  const pieces = texts(splitLog(Buffer.from(log(numbered(1), broken, numbered(3)))).pieces);
  assert.deepEqual(
    pieces.map((text) => text.trim()),
    [numbered(1), broken.trim(), numbered(3)],
  );
});

test('a log that was cut short gives what is whole, and then the rest', () => {
  const xml = log(numbered(1), numbered(2));
  const pieces = texts(
    splitLog(Buffer.from(xml.slice(0, xml.indexOf('</RetailTransaction', xml.lastIndexOf('<Transaction')))))
      .pieces,
  );
  assert.equal(pieces[0], numbered(1));
  assert(pieces[1]!.startsWith('<Transaction'));
  assert.equal(pieces.length, 2);
});

test('a transaction that never ends takes no memory without bound, and the next one is found', () => {
  const splitter = new Splitter();
  const pieces = splitter.push(Buffer.from('<POSLog><Transaction><SequenceNumber>1</SequenceNumber>'));
  const filler = Buffer.from('<a>text</a>'.repeat(100_000));
  for (let fed = 0; fed < 2 * largestTransaction; fed += filler.length) pieces.push(...splitter.push(filler));
  pieces.push(...splitter.push(Buffer.from(numbered(2))), ...splitter.end());
  assert.deepEqual(
    pieces.map(({ bytes }) => bytes.length < 70_000),
    [true, true],
  );
  assert.equal(pieces[1]!.bytes.toString(), numbered(2));
});

test('a document type is refused before anything is read', () => {
  assert.throws(() => splitLog(Buffer.from('<!DOCTYPE POSLog [<!ENTITY a "b">]><POSLog/>')), {
    code: 'POSLOG_UNSAFE',
  });
});

test('what a log says once in front is kept for each transaction', () => {
  const { head } = splitLog(
    Buffer.from(
      `<POSLog><RetailStoreID>9</RetailStoreID><x>1</x><CurrencyCode>EUR</CurrencyCode>${numbered(1)}</POSLog>`,
    ),
  );
  assert.equal(
    contextOf(head).toString(),
    '<RetailStoreID>9</RetailStoreID><CurrencyCode>EUR</CurrencyCode>',
  );
});

test("a transaction's number is told without reading all of it, whole or cut short", () => {
  const key = 'LYON/2/2026-03-02/7';
  assert.equal(naturalKey(Buffer.from(numbered(7))), key);
  assert.equal(naturalKey(Buffer.from(numbered(7).slice(0, 400))), key);
  assert.equal(
    naturalKey(Buffer.from('<Transaction><LineItem><SequenceNumber>7</SequenceNumber>')),
    undefined,
  );
});
