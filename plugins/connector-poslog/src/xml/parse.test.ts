import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SaxesParser } from 'saxes';
import { sharedData } from '../testing/shared-data.ts';
import type { Element } from './element.ts';
import { parseXml } from './parse.ts';

const refused = (xml: string) => {
  try {
    parseXml(xml);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test('entities that a log declares are never expanded', () => {
  const laughs =
    '<!DOCTYPE POSLog [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><POSLog>&b;</POSLog>';
  assert.equal(refused(laughs), 'POSLOG_UNSAFE');
  assert.equal(refused('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'), 'POSLOG_UNSAFE');
  assert.equal(refused('<x><!DOCTYPE y [<!ENTITY a "b">]></x>'), 'POSLOG_UNSAFE');
  assert.equal(refused('<x>&a;</x>'), 'POSLOG_XML');
  assert.equal(refused('<x>&toString;</x>'), 'POSLOG_XML');
});

test("XML's own entities and character references are read", () => {
  const root = parseXml('<x a="&lt;&quot;&#233;">A &amp; B &#x20AC; <![CDATA[<&>]]></x>');
  assert.equal(root.text, 'A & B € <&>');
  assert.equal(root.attribute('a'), '<"é');
});

test('elements nested without end do not exhaust anything', () => {
  assert.equal(refused('<a>'.repeat(100_000)), 'POSLOG_XML');
});

test('a hostile text takes no longer than an honest one', () => {
  const honest = `<x>${'<a b="1">text</a>'.repeat(5_000)}</x>`;
  const hostile = [
    `<x ${'a="'.repeat(30_000)}`,
    `<x ${' '.repeat(80_000)}`,
    `<x>${'&'.repeat(80_000)}</x>`,
    `<x>${'<!--'.repeat(20_000)}`,
    `<x>${'<![CDATA['.repeat(9_000)}`,
    `<${'x'.repeat(80_000)}`,
    `<x ${Array.from({ length: 8_000 }, (_, index) => `a${index}="1"`).join(' ')}`,
  ];
  assert.equal(refused(honest), undefined);
  for (const xml of hostile) {
    const start = process.cpuUsage();
    assert.equal(refused(xml), 'POSLOG_XML', xml.slice(0, 20));
    assert(process.cpuUsage(start).user < 1_000_000, xml.slice(0, 20));
  }
});

/** Names, texts and attributes, as both parsers tell them. */
type Tree = [name: string, text: string, attributes: Record<string, string>, children: Tree[]];

function bySaxes(xml: string): Tree {
  const parser = new SaxesParser({ xmlns: false });
  const open: Tree[] = [];
  let root: Tree | undefined;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const tree: Tree = [name, '', { ...(attributes as Record<string, string>) }, []];
    open.at(-1)?.[3].push(tree);
    root ??= tree;
    open.push(tree);
  });
  parser.on('text', (text) => {
    if (open.length > 0) open.at(-1)![1] += text;
  });
  parser.on('cdata', (text) => {
    open.at(-1)![1] += text;
  });
  parser.on('closetag', () => {
    const tree = open.pop()!;
    tree[1] = tree[1].trim();
  });
  parser.write(xml).close();
  return root!;
}

const asTree = (element: Element): Tree => [
  element.tag,
  element.text,
  Object.fromEntries(
    Object.entries((element as unknown as { attributes: Record<string, string> }).attributes),
  ),
  element.children.map(asTree),
];

const documents = [
  '<a/>',
  '\uFEFF<?xml version="1.0"?><!-- x --><a b="1" c=\'"2"\'><d>t</d> tail <e/></a><!-- y -->',
  '<p:a xmlns:p="u"><p:b p:c=" 1 ">\n é &amp; &#65;</p:b></p:a>',
  '<a><![CDATA[]]]]><![CDATA[>]]></a>',
  '<a ><b ></b ><c\n/></a >',
];
const broken = [
  '',
  'text',
  '<a>',
  '<a></b>',
  '<a><b></a></b>',
  '<a b=1/>',
  '<a b="1" b="2"/>',
  '<a b="<"/>',
  '<a>&</a>',
  '<a>& b</a>',
  '<a>&nbsp;</a>',
  '<a>&#0;</a>',
  '<a>\u0001</a>',
  '<a/><b/>',
  '<a/>text',
  '<1a/>',
  '< a/>',
  '<a b="1"c="2"/>',
  '<a><!-- </a>',
  '<a><![CDATA[ </a>',
  '<a><!x></a>',
  '</a>',
  '<a',
];

test('what it reads is what a full parser reads, and it refuses the same', () => {
  for (const xml of documents) assert.deepEqual(asTree(parseXml(xml)), bySaxes(xml), xml);
  for (const xml of broken) {
    assert.throws(() => bySaxes(xml), Error, `saxes takes ${xml}`);
    assert.equal(refused(xml), 'POSLOG_XML', xml);
  }
});

test('a cut at any place is a fault, as for a full parser', () => {
  const xml = documents[1]!.slice(0, documents[1]!.indexOf('<!-- y'));
  for (let end = 1; end < xml.length; end++) {
    const part = xml.slice(0, end);
    assert.equal(refused(part), 'POSLOG_XML', part);
  }
});

const sample = sharedData('payloads/poslog_ncr/POSLog_dev_pseudonymised.xml');
test('a real log is read as a full parser reads it', { skip: sample.missing }, () => {
  const xml = readFileSync(sample.file, 'utf8');
  assert.deepEqual(asTree(parseXml(xml)), bySaxes(xml));
});
