import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { startTestChaland, type TestChaland } from '../../testing/index.ts';
import { visit } from '../testing/test-ingest.ts';
import { visits } from '../testing/visits-plugin.ts';

let app: TestChaland;
let port: number;
before(async () => {
  app = await startTestChaland({ plugins: [visits] });
  ({ port } = await app.http.listen(0, '127.0.0.1'));
});
after(() => app.close());

const head = (...headers: string[]) =>
  [
    'POST /api/moments HTTP/1.1',
    'Host: 127.0.0.1',
    `Authorization: Bearer ${app.key}`,
    ...headers,
    '',
    '',
  ].join('\r\n');
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const lines = (source: string, from: number, to: number) =>
  Array.from(
    { length: to - from },
    (_, i) => `${JSON.stringify(visit({ source, id: String(from + i) }))}\n`,
  ).join('');
const recordedOf = async (source: string) =>
  (
    await app.db.query<{ n: number }>('select count(*) as n from chaland.moment where source = $1', [source])
  )[0]!.n;

test('moments are answered while more of them come, and a client that breaks off keeps what was answered', async () => {
  const socket = connect(port, '127.0.0.1');
  socket.setEncoding('utf8');
  let answer = '';
  socket.on('data', (text: string) => {
    answer += text;
  });
  const answered = async (count: number) => {
    while ((answer.match(/"fate":"recorded"/g) ?? []).length < count) await once(socket, 'data');
  };
  socket.write(head('Content-Type: application/x-ndjson', 'Transfer-Encoding: chunked'));
  socket.write(chunk(lines('wire', 0, 10)));
  await answered(10);
  assert.match(answer, /^HTTP\/1\.1 200/);
  socket.write(chunk(lines('wire', 10, 1_210)));
  await answered(1_210);
  // In the middle of a line: half a moment is none.
  socket.write(chunk(`${lines('wire', 1_210, 1_211).slice(0, 40)}`));
  socket.destroy();
  await once(socket, 'close');
  await app.post('/api/moments', visit({ id: 'other' }));
  assert.equal(await recordedOf('wire'), 1_210);
});

test('a client that reads nothing before it has sent all gets all its answers', async () => {
  const answer = await fetch(`http://127.0.0.1:${port}/api/moments?live=false`, {
    method: 'POST',
    headers: { authorization: `Bearer ${app.key}`, 'content-type': 'application/x-ndjson' },
    body: lines('all-at-once', 0, 5_000),
  });
  assert.equal(answer.status, 200);
  assert.equal((await answer.text()).trimEnd().split('\n').length, 5_000);
  assert.equal(await recordedOf('all-at-once'), 5_000);
});

test('a body of 50 MB is refused while the client is still sending it', async () => {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.setEncoding('utf8');
  socket.write(head('Content-Type: application/json', `Content-Length: ${50 * 1024 * 1024}`));
  socket.write('[');
  const [text] = (await once(socket, 'data')) as [string];
  assert.match(text, /^HTTP\/1\.1 413/);
  socket.destroy();
});
