import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { onBothDatabases, startTestChaland, type TestChaland } from '../../testing/index.ts';
import { eraseConsents } from '../erase.ts';
import { lockScope } from '../lock.ts';
import { consent, shop } from '../testing/shop.ts';
import { type Checkpoint, makeCheckpoint } from './checkpoint.ts';
import { checkpointLines, readCheckpointFile } from './checkpoint-file.ts';
import { chainStart, rowHash } from './row.ts';
import { ledgerRows } from './testing/ledger-rows.ts';

onBothDatabases((on) => {
  let app: TestChaland;
  let ana: string;
  let bea: string;
  before(async () => {
    app = await startTestChaland({ on, plugins: [shop] });
    await app.consents.notices.create(
      { code: 'offers', texts: { fr: { text: 'Nos offres.' } } },
      app.clock.now(),
    );
  });
  after(() => app.close());

  /** Two chains of three, anew for each test. */
  beforeEach(async () => {
    for (const table of [
      'consent',
      'consent_detail',
      'consent_head',
      'consent_state',
      'consent_checkpoint',
      'consent_checkpoint_head',
    ]) {
      await app.db.query(`delete from chaland.${table}`);
    }
    const states = ['granted', 'withdrawn', 'granted'] as const;
    const fates = await app.consents.record(
      states.flatMap((state) =>
        ['ana', 'bea'].map((id) =>
          consent({
            customer: { id },
            contactPoint: { kind: 'email', value: `${id}@example.com` },
            state,
            notice: { code: 'offers', language: 'fr' },
          }),
        ),
      ),
    );
    [ana, bea] = fates.map((fate) => (fate as { profile: string }).profile) as [string, string];
  });

  const change = (sql: string, ...values: unknown[]) => app.db.query(sql, values);
  const findings = async () => {
    const { intact, findings: found } = await app.consents.verify();
    assert.equal(intact, found.length === 0);
    return found.map(({ code, profileId, n }) => [code, profileId, n]);
  };
  const idOf = async (profileId: string, n: number) =>
    (
      await app.db.query<{ id: string }>('select id from chaland.consent where profile_id = $1 and n = $2', [
        profileId,
        n,
      ])
    )[0]!.id;
  const erase = (profileId: string) =>
    app.db.transaction(async () => {
      await lockScope(app.db, { profileIds: [profileId], move: true });
      return eraseConsents(app.db, [profileId], app.clock.now());
    });
  const checkpoint = () => makeCheckpoint(app.db, app.clock);

  test('what nobody touched is intact', async () => {
    const { findings: found, ...counted } = await app.consents.verify();
    assert.deepEqual(found, []);
    assert.deepEqual(counted, { intact: true, profiles: 2, records: 6, erased: 0, checkpoints: 0, found: 0 });
  });

  describe('every changed byte is found, with the record that it is in', () => {
    const columns: [string, string][] = [
      ['state', "state = 'refused'"],
      ['purpose', "purpose = 'profiling'"],
      ['channel', "channel = 'sms'"],
      ['contact kind', "contact_kind = 'phone'"],
      ['language', "language = 'en'"],
      ['time', "occurred_at = occurred_at - interval '1 ms'"],
      ['time, by less than is written', "recorded_at = recorded_at + interval '1 microsecond'"],
      ['end', "expires_at = '2030-01-01'"],
      ['id', "id = '01890000-0000-7000-8000-000000000000'"],
      ['personal part’s HMAC', 'personal = set_byte(personal, 31, get_byte(personal, 31) # 1)'],
      ['hash', 'hash = set_byte(hash, 0, get_byte(hash, 0) # 1)'],
      ['wording’s hash', 'notice_hash = set_byte(notice_hash, 0, get_byte(notice_hash, 0) # 1)'],
    ];
    for (const [name, set] of columns) {
      test(name, async () => {
        await change(`update chaland.consent set ${set} where profile_id = $1 and n = 2`, ana);
        const found = await app.consents.verify();
        const changed = found.findings.find(({ code }) => code === 'changed')!;
        assert.deepEqual([changed.profileId, changed.n, changed.recordId], [ana, 2, await idOf(ana, 2)]);
        assert.ok(found.findings.every(({ profileId }) => profileId === ana));
      });
    }
  });

  describe('of the personal part', () => {
    test('a changed byte', async () => {
      await change(
        `update chaland.consent_detail set detail = replace(detail, 'ana@', 'eva@') where profile_id = $1 and n = 3`,
        ana,
      );
      assert.deepEqual(await findings(), [['detail_changed', ana, 3]]);
    });
    test('a changed salt', async () => {
      await change(
        `update chaland.consent_detail set salt = set_byte(salt, 0, get_byte(salt, 0) # 1) where profile_id = $1 and n = 1`,
        ana,
      );
      assert.deepEqual(await findings(), [['detail_changed', ana, 1]]);
    });
    test('one that is gone though nobody was erased', async () => {
      await change('delete from chaland.consent_detail where profile_id = $1 and n = 2', ana);
      assert.deepEqual(await findings(), [['detail_dropped', ana, 2]]);
    });
  });

  describe('of records that were dropped', () => {
    for (const n of [1, 2]) {
      test(`record ${n} of 3`, async () => {
        await change('delete from chaland.consent where profile_id = $1 and n = $2', ana, n);
        assert.deepEqual(await findings(), [['dropped', ana, n]]);
      });
    }
    test('the last one', async () => {
      await change('delete from chaland.consent where profile_id = $1 and n = 3', ana);
      assert.deepEqual(await findings(), [['dropped', ana, 3]]);
    });
    test('all of a profile’s', async () => {
      await change('delete from chaland.consent where profile_id = $1', ana);
      assert.deepEqual(await findings(), [['dropped', ana, 1]]);
    });
    test('the chain’s head', async () => {
      await change('delete from chaland.consent_head where profile_id = $1', ana);
      assert.deepEqual(await findings(), [['head_changed', ana, 3]]);
    });
  });

  describe('of the order', () => {
    test('two records that changed places are both named', async () => {
      await change('update chaland.consent set n = n + 10 where profile_id = $1 and n < 3', ana);
      await change('update chaland.consent set n = 13 - n where profile_id = $1 and n > 10', ana);
      const named = (await findings()).filter(([code]) => code === 'changed').map(([, , n]) => n);
      assert.deepEqual(named.slice(0, 2), [1, 2]);
    });
    test('a record that was moved to another profile', async () => {
      await change(
        'update chaland.consent set profile_id = $2, n = 4 where profile_id = $1 and n = 3',
        ana,
        bea,
      );
      const found = await findings();
      assert.ok(found.some(([code, profile, n]) => code === 'changed' && profile === bea && n === 4));
      assert.ok(found.some(([code, profile, n]) => code === 'dropped' && profile === ana && n === 3));
    });
  });

  describe('of what stands at a send', () => {
    test('a grant that nobody gave', async () => {
      await change(
        `insert into chaland.consent_state (profile_id, purpose, channel, state, n, id, occurred_at)
         select profile_id, 'profiling', channel, 'granted', 4, id, occurred_at
         from chaland.consent_state where profile_id = $1`,
        ana,
      );
      assert.deepEqual(await findings(), [['state_changed', ana, 4]]);
    });
    test('a state that was lifted', async () => {
      await change(`update chaland.consent_state set state = 'refused' where profile_id = $1`, bea);
      assert.deepEqual(await findings(), [['state_changed', bea, 3]]);
    });
    test('one that is gone', async () => {
      await change('delete from chaland.consent_state where profile_id = $1', ana);
      assert.deepEqual(await findings(), [['state_changed', ana, 3]]);
    });
  });

  test('a notice that says something else now is found', async () => {
    await change(`update chaland.notice set texts = jsonb_set(texts, '{fr,text}', '"Autre chose."')`);
    assert.deepEqual(await findings().then(([first]) => first![0]), 'notice_changed');
    await change(`update chaland.notice set texts = jsonb_set(texts, '{fr,text}', '"Nos offres."')`);
    assert.deepEqual(await findings(), []);
  });

  describe('checkpoints', () => {
    const fileOf = async (made: Checkpoint) => {
      let text = '';
      for await (const part of checkpointLines(app.db, made)) text += part;
      return text.trimEnd().split('\n');
    };
    const verifyWith = async (lines: readonly string[]) =>
      app.consents.verify({ file: await readCheckpointFile(fromArray(lines), 'kept.ndjson') });
    /** The last record dropped so that nothing but a checkpoint can tell. */
    const dropLast = async () => {
      await change('delete from chaland.consent where profile_id = $1 and n = 3', ana);
      await change('delete from chaland.consent_detail where profile_id = $1 and n = 3', ana);
      await change(
        `update chaland.consent_head h set n = 2, checkpoint_n = 0, hash = c.hash
         from chaland.consent c where h.profile_id = $1 and c.profile_id = $1 and c.n = 2`,
        ana,
      );
      await change(
        `update chaland.consent_state s set n = 2, state = c.state, id = c.id, occurred_at = c.occurred_at
         from chaland.consent c where s.profile_id = $1 and c.profile_id = $1 and c.n = 2`,
        ana,
      );
    };

    test('tell a chain that was cut together with its head', async () => {
      await checkpoint();
      assert.deepEqual(await findings(), []);
      await dropLast();
      assert.deepEqual(await findings(), [['checkpoint_broken', ana, 3]]);
    });

    test('kept elsewhere, tell it even where those in the database went too', async () => {
      const lines = await fileOf(await checkpoint());
      assert.equal((await verifyWith(lines)).intact, true);
      await dropLast();
      await change('delete from chaland.consent_checkpoint');
      await change('delete from chaland.consent_checkpoint_head');
      assert.deepEqual(await findings(), []);
      const { findings: found } = await verifyWith(lines);
      assert.deepEqual(
        found.map(({ code, profileId, n }) => [code, profileId, n]),
        [
          ['checkpoint_changed', null, null],
          ['checkpoint_broken', ana, 3],
        ],
      );
    });

    test('tell a chain that was written anew from its beginning', async () => {
      await checkpoint();
      let previous = chainStart;
      for (const { hash: _, ...row } of await ledgerRows(app.db, ana)) {
        const lie = { ...row, state: 'granted' as const };
        previous = rowHash(lie, previous);
        await change(
          `update chaland.consent set state = 'granted', hash = decode($3, 'hex') where profile_id = $1 and n = $2`,
          ana,
          row.n,
          previous,
        );
      }
      await change(
        `update chaland.consent_head set hash = decode($2, 'hex') where profile_id = $1`,
        ana,
        previous,
      );
      assert.deepEqual(await findings(), [['checkpoint_broken', ana, 3]]);
    });

    test('hold what moved since the one before, and an export holds all', async () => {
      const first = await checkpoint();
      assert.deepEqual([first.n, first.moved], [1, 2]);
      await app.consents.record([consent({ profileId: ana })]);
      const second = await checkpoint();
      assert.deepEqual([second.n, second.moved], [2, 1]);
      assert.equal((await checkpoint()).moved, 0);
      const heads = (lines: string[]) => lines.slice(1, -1).map((line) => JSON.parse(line));
      assert.deepEqual(
        heads(await fileOf(first)).map(({ profile, n }) => [profile, n]),
        [
          [ana, 3],
          [bea, 3],
        ].sort(),
      );
      assert.deepEqual(
        heads(await fileOf(second)).map(({ profile, n }) => [profile, n]),
        [
          [ana, 4],
          [bea, 3],
        ].sort(),
      );
      assert.equal((await verifyWith(await fileOf(first))).intact, true);
    });

    test('that were changed or dropped are named', async () => {
      await checkpoint();
      await app.consents.record([consent({ profileId: ana })]);
      await checkpoint();
      await change(
        'delete from chaland.consent_checkpoint_head where checkpoint = 1 and profile_id = $1',
        bea,
      );
      assert.deepEqual(await findings(), [['checkpoint_changed', null, null]]);
      await change('delete from chaland.consent_checkpoint where n = 1');
      assert.match((await app.consents.verify()).findings[0]!.message, /checkpoint 1 is missing/);
    });

    test('a file that is not whole is refused', async () => {
      const lines = await fileOf(await checkpoint());
      const refused = async (changed: string[], detail: RegExp) =>
        assert.rejects(verifyWith(changed), (error: { code: string; message: string }) => {
          assert.equal(error.code, 'CHL_CHECKPOINT_INVALID');
          assert.match(error.message, detail);
          return true;
        });
      await refused(['{}'], /first line/);
      await refused(lines.slice(0, -1), /cut short/);
      await refused([lines[0]!, lines[1]!.replace('"n":3', '"n":2'), ...lines.slice(2)], /was changed/);
      await refused([lines[0]!, 'x', ...lines.slice(1)], /line 2 is not JSON/);
    });
  });

  describe('once somebody is erased', () => {
    test('nothing of them is left but ids, states and times, and all of it verifies', async () => {
      await checkpoint();
      assert.deepEqual(await erase(ana), { details: 3 });
      const { findings: found, erased } = await app.consents.verify();
      assert.deepEqual(found, []);
      assert.equal(erased, 1);
      const left = JSON.stringify([
        await app.db.query('select * from chaland.consent where profile_id = $1', [ana]),
        await app.db.query('select * from chaland.consent_detail where profile_id = $1', [ana]),
        await app.db.query('select * from chaland.consent_state where profile_id = $1', [ana]),
      ]);
      assert.doesNotMatch(left, /ana@example/);
      const records = await app.consents.byId(await idOf(ana, 1));
      assert.equal(records!.detail, null);
      assert.equal(records!.contactPoint, null);
    });

    test('it says so in the chain, once', async () => {
      await erase(ana);
      assert.deepEqual(await erase(ana), { details: 0 });
      assert.deepEqual(
        (await ledgerRows(app.db, ana)).map(({ state }) => state),
        ['granted', 'withdrawn', 'granted', 'erased'],
      );
    });

    test('what was recorded is recorded no more', async () => {
      const input = consent({ customer: { id: 'ana' } });
      const [first] = await app.consents.record([input]);
      await erase(ana);
      const [again] = await app.consents.record([{ ...input, state: 'refused' }]);
      assert.deepEqual(again, { ...first, fate: 'duplicate' });
    });

    test('a personal part that came back is found', async () => {
      const kept = await app.db.query<{ salt: string; detail: string }>(
        `select encode(salt, 'hex') as salt, detail from chaland.consent_detail where profile_id = $1 and n = 1`,
        [ana],
      );
      await erase(ana);
      await change(
        `insert into chaland.consent_detail (profile_id, n, salt, detail) values ($1, 1, decode($2, 'hex'), $3)`,
        ana,
        kept[0]!.salt,
        kept[0]!.detail,
      );
      assert.deepEqual(await findings(), [['detail_not_erased', ana, 1]]);
    });

    test('an erasure that was dropped leaves a broken chain, not a silent one', async () => {
      await erase(ana);
      await change(`delete from chaland.consent where state = 'erased'`);
      assert.deepEqual(
        (await findings()).map(([code]) => code),
        ['dropped', 'detail_dropped'],
      );
    });
  });
});

async function* fromArray(lines: readonly string[]) {
  yield* lines;
}
