import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothDatabases, startTestChaland } from '../../testing/index.ts';

onBothDatabases((on) => {
  test('sessions and links that are over are forgotten, others stay', async () => {
    await using app = await startTestChaland({ on });
    const idle = await app.signIn();
    const used = await app.signIn();
    await app.post(`/api/users/${idle.user.id}/reset`);
    app.clock.advance({ hours: 11 });
    await used.get('/api/session');
    await app.access.flush();
    app.clock.advance({ hours: 2 });
    await app.post(`/api/users/${used.user.id}/reset`);
    app.clock.advance({ hours: 9 });
    await used.get('/api/session');
    await app.access.flush();
    app.clock.advance({ hours: 3 });

    await app.jobs.enqueue('core.forget-sign-ins');
    await app.jobs.drain();
    for (const table of ['user_session', 'user_link']) {
      assert.deepEqual(
        await app.db.query(`select user_id from chaland.${table}`),
        [{ user_id: used.user.id }],
        table,
      );
    }
    assert.equal((await used.get('/api/session')).status, 200);
  });
});
