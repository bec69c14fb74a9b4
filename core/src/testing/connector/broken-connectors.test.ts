import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Connector, connectors } from '../../connection/connector.ts';
import type { MomentInput } from '../../moment/moment.ts';
import type { Plugin } from '../../plugin/define-plugin.ts';
import type { Contribution } from '../../plugin/extension-point.ts';
import { rulesOf } from './describe-connector.ts';
import type { DescribedConnector } from './described.ts';
import { described } from './testing/workshop/described.ts';
import workshop from './testing/workshop/plugin.ts';

/** The example with something broken. */
function broken(how: (connector: Connector) => Partial<Connector>, over: Partial<DescribedConnector> = {}) {
  const contributes = (workshop.contributes ?? []).map(
    (contribution): Contribution =>
      contribution.point.id === connectors.id
        ? connectors({
            ...(contribution.value as Connector),
            ...how(contribution.value as Connector),
          })
        : contribution,
  );
  const plugin: Plugin = { ...workshop, contributes };
  return { ...described, plugins: plugin, ...over };
}

/** The one rule that is asked, by a word of its name. */
async function failsAt(rule: string, what: RegExp, connector: DescribedConnector): Promise<void> {
  const found = rulesOf(connector).filter(({ name }) => name.includes(rule));
  assert.equal(found.length, 1, rule);
  await assert.rejects(found[0]!.run(), what);
}

type Brought = { moments?: Omit<MomentInput, 'source'>[]; profiles?: { time: string }[] };

/** Changes what the example maps. */
const mapping = (change: (brought: Brought, connector: { args: Record<string, unknown> }) => void) =>
  broken(({ map }) => ({
    async map(delivery, context) {
      const brought = await map(delivery, context);
      if (!('ignored' in brought)) change(brought as Brought, context);
      return brought;
    },
  }));

test('a connector whose end depends on the order fails', async () => {
  let repairs = 0;
  const counting = mapping(({ moments = [] }) => {
    for (const moment of moments) moment.data = { ...(moment.data as object), number: `W-${++repairs}` };
  });
  await failsAt('any order', /end in another state/, counting);
});

test('a connector that says a person anew at every delivery fails', async () => {
  let said = 0;
  const always = mapping(({ profiles = [] }) => {
    for (const profile of profiles) profile.time = new Date(Date.UTC(2026, 1, 1, 0, ++said)).toISOString();
  });
  await failsAt('any order', /end in another state/, always);
});

test('a connector that doesn’t look at the signature fails', async () => {
  const trusting = broken(() => ({
    receive: ({ body }) => {
      const { event, topic } = JSON.parse(body.toString('utf8'));
      return { deliveries: [{ key: event, topic }] };
    },
  }));
  await failsAt('bad signature', /was answered 200/, trusting);
});

test('a connector that writes a secret into what it brings fails', async () => {
  const leaking = mapping(({ moments = [] }, { args }) => {
    for (const moment of moments) moment.data = { ...(moment.data as object), number: String(args.token) };
  });
  await failsAt('never come out', /tells a secret/, leaking);
});

test('a connector that logs its secret fails', async () => {
  const logging = broken(({ check }) => ({
    check: (args, tools) => {
      tools.log.info({ token: args.token }, 'checking');
      return check(args, tools);
    },
  }));
  await failsAt('never come out', /the log tells a secret/, logging);
});

test('a connector that ends where a page is empty fails', async () => {
  const impatient = broken(({ pull }) => ({
    async *pull(run) {
      for await (const batch of pull!(run)) {
        if (batch.deliveries.length === 0) return;
        yield batch;
      }
    },
  }));
  await failsAt('empty ones', /another state than undisturbed/, impatient);
});

test('a connector whose cursor runs ahead of what it gave fails', async () => {
  const hasty = broken(({ pull }) => ({
    async *pull(run) {
      for await (const batch of pull!(run)) yield { ...batch, cursor: '2' };
    },
  }));
  await failsAt('killed', /killed at every batch/, hasty);
});

test('a connector that gives up at the first fault fails', async () => {
  const proud = broken(({ pull }) => ({
    async *pull(run) {
      try {
        yield* pull!({ ...run, http: { ...run.http, request: async (url) => askedOnce(url, run.args) } });
      } catch {}
    },
  }));
  await failsAt('limits, fails', /another state than undisturbed/, proud);
});

/** Past the client that core gives it. */
async function askedOnce(url: string, { token }: Record<string, unknown>) {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const body = Buffer.from(await answer.arrayBuffer());
  return {
    status: answer.status,
    headers: {},
    body,
    text: () => String(body),
    json: () => JSON.parse(String(body)),
  };
}

test('a connector that takes the same other side twice fails', async () => {
  let made = 0;
  await failsAt(
    'a second connection',
    /was not refused/,
    broken(() => ({ identity: () => `shop-${++made}` })),
  );
});

test('a connector that speaks one language, or shows a secret, fails', async () => {
  const english = broken(() => ({ title: { en: 'Workshop', fr: '' } }));
  await failsAt('both languages', /its title is missing in French/, english);
  const shown = broken(({ args }) => ({
    args: JSON.parse(JSON.stringify(args).replaceAll('"x-secret":true,', '')),
  }));
  await failsAt('both languages', /looks like a secret/, shown);
});

test('a connector that keeps people where erasure does not look fails', async () => {
  const hiding = mapping(({ moments = [] }) => {
    for (const moment of moments) moment.session = 'Simulated-Before';
    for (const moment of moments) delete moment.customer;
  });
  await failsAt('erased', /something is left/, hiding);
});
