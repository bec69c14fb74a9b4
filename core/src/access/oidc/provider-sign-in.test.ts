import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLog } from '../../log.ts';
import {
  onBothDatabases,
  startTestChaland,
  type TestChaland,
  type TestDialect,
} from '../../testing/index.ts';
import { type Browser, browser } from './testing/browser.ts';
import { identityProvider } from './testing/identity-provider.ts';

const grants = [{ role: 'administrator' }];

/** A deployment on a port, with a provider that really signs people in. */
async function deployment(on: TestDialect) {
  let url = '';
  const provider = await identityProvider(() => [`${url}/api/sign-in/company/callback`]);
  const { issuer, clientId, clientSecret } = provider;
  const app = await startTestChaland({
    on,
    log: createLog('silent'),
    config: { access: { oidc: [{ id: 'company', title: 'Company', issuer, clientId, clientSecret }] } },
  });
  url = (await app.http.listen(0)).url;
  return {
    app,
    provider,
    url,
    callback: new RegExp(`^${url}/api/sign-in/company/callback`),
    async [Symbol.asyncDispose]() {
      await app.close();
      await provider.close();
    },
  };
}

const post = (visitor: Browser, url: string, path: string, body: object) =>
  visitor.go(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(body),
  });

/** All the way through the provider; where in the panel it ends. */
async function signIn(visitor: Browser, url: string, from = `${url}/api/sign-in/company`): Promise<string> {
  const end = await visitor.follow(from, /^http:\/\/[^/]+\/admin\//);
  return end.slice(url.length);
}

async function invite(app: TestChaland, email = 'camille@example.com') {
  const { body } = await app.post('/api/users', { email, name: 'Camille', grants });
  return { id: body.id as string, token: body.link.split('#')[1] as string };
}

/** Somebody who accepted their invitation through the provider. */
async function linked({ app, provider, url }: Awaited<ReturnType<typeof deployment>>, account = 'sub-1') {
  provider.account = account;
  const visitor = browser();
  const { id, token } = await invite(app, `${account}@example.com`);
  const begun = await post(visitor, url, '/api/sign-in/company', { token });
  assert.equal(begun.status, 200);
  const { location } = (await begun.json()) as { location: string };
  assert.equal(await signIn(visitor, url, location), '/admin/');
  return { id, visitor, token };
}

interface SessionBody {
  principal: { id: string };
  user: { password: boolean; providers: string[] };
}

const sessionOf = async (visitor: Browser, url: string) => {
  const answer = await visitor.go(`${url}/api/session`);
  return { status: answer.status, body: (await answer.json()) as SessionBody };
};

onBothDatabases((on) => {
  describe('signing in through a provider', () => {
    test('begins with an invitation, and from then on takes no password', async () => {
      await using it = await deployment(on);
      const { app, url } = it;
      const { id, visitor, token } = await linked(it);
      const { principal, user: own } = (await sessionOf(visitor, url)).body;
      assert.equal(principal.id, id);
      assert.deepEqual([own.password, own.providers], [false, ['company']]);
      assert.equal((await app.as(null).post('/api/links/look', { token })).status, 410);
      const { body: user } = await app.get(`/api/users/${id}`);
      assert.deepEqual([user.state, user.providers], ['active', ['company']]);

      const another = browser();
      assert.equal(
        await signIn(another, url, `${url}/api/sign-in/company?to=/admin/stores`),
        '/admin/stores',
      );
      assert.equal((await sessionOf(another, url)).body.principal.id, id);
      const { body } = await app.get(`/api/audit?principal=${id}&action=sign-in`);
      assert.deepEqual(body.items[0].changes, { by: 'company' });
    });

    test('is told to the panel, without the secret', async () => {
      await using it = await deployment(on);
      const { body } = await it.app.as(null).get('/api/panel');
      assert.deepEqual(body.providers, [{ id: 'company', title: 'Company' }]);
    });

    test('lets nobody in by an e-mail address alone', async () => {
      await using it = await deployment(on);
      const { app, provider, url } = it;
      await app.signIn({ email: 'camille@example.com' });
      await invite(app, 'camille+2@example.com');
      provider.account = 'a stranger whose address at the provider is camille@example.com';
      const visitor = browser();
      assert.equal(await signIn(visitor, url), '/admin/log-in?failed=CHL_IDENTITY_UNLINKED');
      assert.equal((await sessionOf(visitor, url)).status, 401);
    });

    test('can be added to an account by who is signed in and knows its password, and taken away', async () => {
      await using it = await deployment(on);
      const { app, provider, url } = it;
      const user = await app.signIn();
      provider.account = 'sub-2';
      const path = '/api/session/providers/company';
      const visitor = browser();
      visitor.cookies(url).set('__Host-chaland', user.cookie.split('=')[1]!);
      assert.equal((await post(visitor, url, path, { password: 'not the password' })).status, 401);
      const { location } = (await (await post(visitor, url, path, { password: user.password })).json()) as {
        location: string;
      };
      assert.equal(await signIn(visitor, url, location), '/admin/account');
      const another = browser();
      await signIn(another, url);
      assert.equal((await sessionOf(another, url)).body.principal.id, user.user.id);

      assert.equal((await user.delete(path)).status, 204);
      assert.equal(await signIn(browser(), url), '/admin/log-in?failed=CHL_IDENTITY_UNLINKED');
      assert.equal((await user.delete(path)).status, 404);
    });

    test('is not taken away from who has no password', async () => {
      await using it = await deployment(on);
      const { visitor } = await linked(it);
      const answer = await visitor.go(`${it.url}/api/session/providers/company`, {
        method: 'DELETE',
        headers: { origin: it.url },
      });
      assert.equal(answer.status, 409);
    });

    test('links one account at the provider to one user', async () => {
      await using it = await deployment(on);
      const { app, url } = it;
      await linked(it, 'sub-1');
      const user = await app.signIn();
      const visitor = browser();
      visitor.cookies(url).set('__Host-chaland', user.cookie.split('=')[1]!);
      const begun = await post(visitor, url, '/api/session/providers/company', { password: user.password });
      const { location } = (await begun.json()) as { location: string };
      assert.equal(await signIn(visitor, url, location), '/admin/account?failed=CHL_CONFLICT');
      assert.deepEqual((await app.get(`/api/users/${user.user.id}`)).body.providers, []);
    });

    test('ends for who is disabled, at once', async () => {
      await using it = await deployment(on);
      const { app, url } = it;
      await app.signIn();
      const { id, visitor } = await linked(it);
      await app.patch(`/api/users/${id}`, { disabled: true }, { 'if-match': '*' });
      assert.equal((await sessionOf(visitor, url)).status, 401);
      assert.equal(await signIn(browser(), url), '/admin/log-in?failed=CHL_IDENTITY_UNLINKED');
    });

    test('is not the way to set a password, nor for the first administrator', async () => {
      await using it = await deployment(on);
      const { app, url } = it;
      const first = await app.access.ensureFirstInvitation();
      const begin = (token: string) => post(browser(), url, '/api/sign-in/company', { token });
      assert.equal((await begin(first!.token)).status, 409);
      const user = await app.signIn();
      const reset = (await app.post(`/api/users/${user.user.id}/reset`)).body.link.split('#')[1];
      assert.equal((await begin(reset)).status, 409);
      const none = await post(browser(), url, '/api/sign-in/company', { token: 'x'.repeat(43) });
      assert.equal(none.status, 410);
    });
  });

  describe('a way back from a provider', () => {
    /** Everything up to the callback, which is left to the test. */
    async function atCallback(it: Awaited<ReturnType<typeof deployment>>) {
      await linked(it);
      const visitor = browser();
      return { visitor, back: await visitor.follow(`${it.url}/api/sign-in/company`, it.callback) };
    }
    const failed = '/admin/log-in?failed=CHL_PROVIDER_FAILED';
    const outcome = async (visitor: Browser, url: string) => (await visitor.go(url)).headers.get('location');

    test('counts for the browser that went, and once', async () => {
      await using it = await deployment(on);
      const { visitor, back } = await atCallback(it);
      assert.equal(await outcome(browser(), back), failed);
      assert.equal(await outcome(visitor, back), '/admin/');
      assert.equal(await outcome(visitor, back), failed);
    });

    test('is refused with another state, and with another nonce or verifier than the browser left with', async () => {
      await using it = await deployment(on);
      const { visitor, back } = await atCallback(it);
      const jar = visitor.cookies(it.url);
      const way = JSON.parse(Buffer.from(jar.get('__Host-chaland-way')!, 'base64url').toString());
      const other = new URL(back);
      other.searchParams.set('state', 'another');
      assert.equal(await outcome(visitor, other.href), failed);
      for (const changed of [{ nonce: 'another' }, { verifier: 'x'.repeat(43) }]) {
        const again = browser();
        const anew = await again.follow(`${it.url}/api/sign-in/company`, it.callback);
        const own = JSON.parse(
          Buffer.from(again.cookies(it.url).get('__Host-chaland-way')!, 'base64url').toString(),
        );
        const written = Buffer.from(JSON.stringify({ ...own, ...changed })).toString('base64url');
        again.cookies(it.url).set('__Host-chaland-way', written);
        assert.equal(await outcome(again, anew), failed, JSON.stringify(changed));
      }
      for (const odd of [
        '',
        'e30',
        'bm9uc2Vuc2U',
        Buffer.from(JSON.stringify({ ...way, to: 1 })).toString('base64url'),
      ]) {
        jar.set('__Host-chaland-way', odd);
        assert.equal(await outcome(visitor, back), failed, odd);
      }
    });

    test('tells of a log-in that was cancelled there', async () => {
      await using it = await deployment(on);
      it.provider.account = null;
      assert.equal(await signIn(browser(), it.url), failed);
    });

    test('stays in the panel', async () => {
      await using it = await deployment(on);
      for (const to of ['https://evil.example', '//evil.example', '/admin/\\evil', '/api/keys', '/adminx']) {
        const answer = await browser().go(`${it.url}/api/sign-in/company?to=${encodeURIComponent(to)}`);
        assert.equal(answer.status, 422, to);
      }
    });
  });

  test('a provider that nobody configured is a 404, and one that is away leads to the log-in page', async () => {
    await using it = await deployment(on);
    const { app, provider, url } = it;
    assert.equal((await app.as(null).get('/api/sign-in/nobody')).status, 404);
    await provider.close();
    const { status, headers } = await app.as(null).get('/api/sign-in/company');
    assert.equal(status, 303);
    assert.equal(headers.get('location'), '/admin/log-in?failed=CHL_PROVIDER_FAILED');
    assert.equal((await browser().go(`${url}/api/session`)).status, 401);
  });
});
