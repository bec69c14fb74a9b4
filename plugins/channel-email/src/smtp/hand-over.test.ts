import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { PermanentFailure, TemporaryFailure } from '@chaland/core';
import { testSmtpServer } from '../testing/smtp-server.ts';
import { handOver } from './hand-over.ts';

const envelope = { from: 'shop@example.com', to: ['ana@example.com'] };
const content = Buffer.from('Subject: Hello\r\n\r\nHello\r\n');
const signal = new AbortController().signal;

const send = (port: number, settings: object = {}, options = { signal }) =>
  handOver({ host: '127.0.0.1', port, encryption: 'none', ...settings }, envelope, content, options);

async function portOf(server: Server): Promise<number> {
  if (!server.listening) await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const refusal = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });

describe('a mail', () => {
  test('that the server takes is handed over, with the server’s answer', async () => {
    await using server = await testSmtpServer();
    assert.match(await send(server.port), /^250 /);
    assert.deepEqual(server.delivered[0]!.to, ['ana@example.com']);
  });

  test('that the server refuses for good, for its recipient or its content, has failed', async () => {
    await using mailbox = await testSmtpServer({
      onRcptTo: (_address, _session, done) => done(refusal(550, 'no such mailbox')),
    });
    await assert.rejects(send(mailbox.port), PermanentFailure);
    assert.deepEqual(mailbox.delivered, []);
    await using content = await testSmtpServer({ onEnd: (done) => done(refusal(554, 'looks like spam')) });
    await assert.rejects(send(content.port), PermanentFailure);
  });

  test('that the server refuses for now may be tried again', async () => {
    await using greylisting = await testSmtpServer({
      onRcptTo: (_address, _session, done) => done(refusal(450, 'come again')),
    });
    await assert.rejects(send(greylisting.port), TemporaryFailure);
    await using full = await testSmtpServer({ onEnd: (done) => done(refusal(452, 'no space')) });
    await assert.rejects(send(full.port), TemporaryFailure);
  });

  test('may be tried again where there was no connection, no encryption or no password', async () => {
    const server = await testSmtpServer({
      onAuth: (_auth, _session, done) => done(refusal(535, 'wrong password')),
    });
    await assert.rejects(send(server.port, { encryption: 'starttls' }), TemporaryFailure);
    await assert.rejects(send(server.port, { user: 'shop', password: 'wrong' }), TemporaryFailure);
    assert.deepEqual(server.delivered, []);
    await server.close();
    await assert.rejects(send(server.port), TemporaryFailure);
  });

  test('whose server went away once it had begun to read is neither sent nor failed, as far as anybody knows', async () => {
    await using server = await testSmtpServer();
    // Between the two, a wire that is cut when the content has passed.
    const wire = createServer((client) => {
      const further = connect(server.port, '127.0.0.1');
      const cut = () => [client, further].forEach((socket: Socket) => void socket.destroy());
      for (const socket of [client, further]) socket.on('error', cut);
      further.pipe(client);
      client.on('data', (bytes) => {
        further.write(bytes);
        if (bytes.includes('\r\n.\r\n')) cut();
      });
    }).listen(0, '127.0.0.1');
    await assert.rejects(
      send(await portOf(wire)),
      (error) => !(error instanceof PermanentFailure) && !(error instanceof TemporaryFailure),
    );
    await new Promise((resolve) => wire.close(resolve));
  });

  test('that waits when the process is told to end was not handed over before its content was asked for', async () => {
    const ending = new AbortController();
    // It greets nobody.
    const silent = createServer((socket) => {
      socket.on('error', () => {});
      ending.abort();
    }).listen(0, '127.0.0.1');
    await assert.rejects(send(await portOf(silent), {}, { signal: ending.signal }), TemporaryFailure);
    await new Promise((resolve) => silent.close(resolve));
  });
});

test('the password is shown to the server', async () => {
  const shown: unknown[] = [];
  await using server = await testSmtpServer({
    authOptional: false,
    onAuth({ username, password }, _session, done) {
      shown.push([username, password]);
      done(null, { user: username ?? '' });
    },
  });
  await send(server.port, { user: 'shop', password: 'pass phrase' });
  assert.deepEqual(shown, [['shop', 'pass phrase']]);
  assert.equal(server.delivered.length, 1);
});
