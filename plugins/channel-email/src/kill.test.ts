import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { onPostgres, startTestChaland, testDatabase } from '@chaland/core/testing';
import type { SMTPServerOptions } from 'smtp-server';
import channelEmail from './plugin.ts';
import { settingsFor } from './testing/settings.ts';
import { testSmtpServer } from './testing/smtp-server.ts';

/** Messages under way when the process is killed; the channel hands over ten at once. */
const count = 10;

/** Where the server keeps silent, so that the process is killed there. Each tells that it was reached, and how. */
const places: Record<string, (reached: () => void) => Parameters<typeof testSmtpServer>[0]> = {
  'before the server greets': (reached): SMTPServerOptions => ({ onConnect: () => reached() }),
  'before it takes the recipient': (reached): SMTPServerOptions => ({ onRcptTo: () => reached() }),
  'before it answers to the content': (reached) => ({ onEnd: () => reached() }),
};

onPostgres(() => {
  for (const [place, silence] of Object.entries(places)) {
    test(`a process killed ${place} leaves its messages unknown, and nobody sends them again`, async () => {
      const { promise: allReached, resolve } = Promise.withResolvers<void>();
      let reached = 0;
      const reachedOnce = () => {
        if (++reached === count) resolve();
      };
      const silent = await testSmtpServer(silence(reachedOnce));
      await using answering = await testSmtpServer();
      await using db = await testDatabase({ on: 'postgres', plugins: [channelEmail] });
      await using app = await startTestChaland({
        plugins: [channelEmail],
        database: db,
        settings: settingsFor(answering.port),
        start: new Date(),
      });
      const child = await startSending(db.address!, silent.port);
      try {
        await app.contextOf('core').messages.request(await requests(app));
        await allReached;
      } finally {
        const exited = once(child, 'exit');
        child.kill('SIGKILL');
        await exited;
      }
      const states = async () =>
        (await db.query<{ state: string }>('select state from chaland.message')).map(({ state }) => state);
      await app.drain();
      assert.deepEqual(await states(), Array(count).fill('claimed'), 'it may still be at it');
      app.clock.advance({ minutes: 2 });
      await app.drain();
      assert.deepEqual(await states(), Array(count).fill('unknown'));
      app.clock.advance({ days: 3 });
      await app.drain();
      await silent.close();

      assert.deepEqual(answering.delivered, [], 'nothing was sent by whoever came after');
      const seen = silent.delivered.map(({ headers }) => headers.get('message-id'));
      assert.equal(new Set(seen).size, seen.length, 'nothing was sent twice');
      const { body } = await app.get('/api/messages?state=unknown');
      assert.equal(body.items.length, count, 'and a person sees them');
    });
  }
});

/** One message for each of several people, who agreed. */
async function requests(app: Awaited<ReturnType<typeof startTestChaland>>) {
  const contactPoints = Array.from({ length: count }, (_, index) => ({
    kind: 'email',
    value: `reader-${index}@example.com`,
  }));
  const fates = await app.consents.record(
    contactPoints.map((contactPoint, index) => ({
      id: `${index}`,
      source: 'web-shop',
      customer: { id: `${index}`, identifiers: [contactPoint] },
      contactPoint,
      channel: 'email',
      purpose: 'marketing',
      state: 'granted',
    })),
  );
  return fates.map((fate, index) => ({
    key: `${index}`,
    profile: (fate as { profile: string }).profile,
    channel: 'email',
    purpose: 'service',
    content: { subject: 'Votre commande', text: 'Elle est prête.' },
  }));
}

async function startSending(address: string, port: number): Promise<ChildProcess> {
  const script = fileURLToPath(
    new URL(`./testing/sending-process${extname(import.meta.filename)}`, import.meta.url),
  );
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const flags = process.execArgv.filter((flag) => flag.startsWith('--conditions'));
  const child = spawn(process.execPath, [...flags, script, address, String(port)], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = await Promise.race([once(child.stdout!, 'data'), once(child, 'exit').then(() => false)]);
  assert.ok(ready, 'the process ended before it began');
  return child;
}
