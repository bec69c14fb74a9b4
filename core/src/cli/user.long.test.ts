import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothDatabases, testAddress } from '../testing/index.ts';
import { runCli, startCli } from './testing/run-cli.ts';

const password = 'a sentence of my own';

onBothDatabases((on) => {
  test('a first administrator is invited at the first start, invites somebody, and both sign in', async () => {
    await using database = await testAddress({ on });
    const env = { CHALAND_DATABASE: database.address };
    const run = (...args: string[]) => runCli(['user', ...args, '--json'], { env });

    const server = startCli(['start', '--json'], { env });
    const { url, invitation } = JSON.parse((await server.saying(/^\{.*\}$/m))[0]);
    assert.ok(invitation.startsWith(`${url}/admin/welcome#`), invitation);
    const use = (link: string, at: string, body: object) =>
      fetch(`${at}/api/links/use`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: at },
        body: JSON.stringify({ token: link.split('#')[1], password, ...body }),
      });
    const first = await use(invitation, url, { email: 'chief@example.com', name: 'Chief' });
    assert.equal(first.status, 200);
    server.child.kill('SIGTERM');
    assert.equal((await server.end).code, 0);

    const invited = await run(
      'invite',
      '--email',
      'Sam@example.com',
      '--name',
      'Sam',
      '--role',
      'administrator',
    );
    assert.equal(invited.code, 0, invited.stderr);
    const { link, id } = JSON.parse(invited.stdout);
    const listed: { email: string; state: string }[] = JSON.parse((await run('list')).stdout);
    assert.deepEqual(
      listed.map(({ email, state }) => [email, state]),
      [
        ['chief@example.com', 'active'],
        ['sam@example.com', 'invited'],
      ],
    );
    const last = await run('disable', 'chief@example.com');
    assert.equal(last.code, 1);
    assert.match(last.stderr, /last administrator/);
    assert.equal((await run('disable', id)).code, 0);
    assert.equal((await run('reset', 'sam@example.com')).code, 1);
    assert.equal((await run('enable', id)).code, 0);
    const { link: second, kind } = JSON.parse(
      (await run('reset', 'sam@example.com', '--second-factor')).stdout,
    );
    assert.equal(kind, 'invitation');
    assert.match((await run('reset', 'nobody@example.com')).stderr, /CHL_NOT_FOUND/);

    const again = startCli(['start', '--json'], { env });
    const started = JSON.parse((await again.saying(/^\{.*\}$/m))[0]);
    assert.equal(started.invitation, undefined);
    assert.equal((await use(link, started.url, {})).status, 410);
    assert.equal((await use(second, started.url, {})).status, 200);
    again.child.kill('SIGTERM');
    assert.equal((await again.end).code, 0);
  });
});
