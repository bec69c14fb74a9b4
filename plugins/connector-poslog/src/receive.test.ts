import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import type { PoslogArgs } from './args.ts';
import { receive } from './receive.ts';
import { log, sale, transaction } from './testing/log.ts';
import { args } from './testing/map-log.ts';

const token = 'a-token-of-the-tills';
const one = transaction({ inner: sale() });

const send = (body: Buffer, headers: Record<string, string>, own: Partial<PoslogArgs> = { token }) =>
  receive({
    args: args(own),
    method: 'POST',
    path: '',
    query: new URLSearchParams(),
    headers,
    body,
    url: 'https://crm.example.com/hooks/1',
    now: new Date(),
  });
const deliveries = (answer: ReturnType<typeof send>) => {
  assert('deliveries' in answer);
  return answer.deliveries;
};
const bearer = { authorization: `Bearer ${token}` };

test('a request holds one transaction or many, and each becomes a delivery', () => {
  const [only] = deliveries(send(Buffer.from(one), bearer));
  assert.match(only!.key, /^LYON\/2\/2026-03-02\/114#/);
  assert.equal(only!.body!.toString(), one);
  const many = deliveries(send(Buffer.from(log(one, transaction({ seq: 115, inner: sale() }))), bearer));
  assert.equal(many.length, 2);
  assert.equal(many[0]!.key, only!.key);
});

test('a token or a signature over the bytes is asked for', () => {
  const secret = 'a-secret-of-the-tills';
  const body = Buffer.from(one);
  const signature = (encoding: 'hex' | 'base64') =>
    createHmac('sha256', secret).update(body).digest(encoding);
  for (const encoding of ['hex', 'base64'] as const) {
    deliveries(send(body, { 'x-signature': signature(encoding) }, { secret }));
    deliveries(send(body, { 'x-signature': `sha256=${signature(encoding)}` }, { secret }));
  }
  const refused = (answer: ReturnType<typeof send>) => assert('refused' in answer);
  refused(send(body, {}));
  refused(send(body, { authorization: `Bearer ${token}x` }));
  refused(send(Buffer.from(`${one} `), { 'x-signature': signature('hex') }, { secret }));
  refused(send(body, bearer, { secret, token }));
  refused(send(body, {}, {}));
});

test('bytes in other encodings become UTF-8', () => {
  const xml = (declared: string) =>
    `<?xml version="1.0" encoding="${declared}"?><POSLog>${transaction({ inner: sale({ name: 'Écharpe à 5 €' }) })}</POSLog>`;
  const latin = Buffer.from(xml('ISO-8859-1').replace('€', '\u0080'), 'latin1');
  const wide = Buffer.from(`\uFEFF${xml('UTF-16')}`, 'utf16le');
  for (const body of [Buffer.from(xml('UTF-8')), latin, wide, Buffer.from(wide).swap16()]) {
    assert.match(deliveries(send(body, bearer))[0]!.body!.toString(), /Écharpe à 5 €/);
  }
});

test('what is no log is told to the sender, and not kept', () => {
  for (const body of [
    '',
    'hello',
    '<POSLog/>',
    '<!DOCTYPE x><POSLog><Transaction/></POSLog>',
    '<?xml version="1.0" encoding="EBCDIC"?><POSLog/>',
  ]) {
    const answer = send(Buffer.from(body), bearer);
    assert('answer' in answer && answer.answer?.status === 422, body);
  }
});
