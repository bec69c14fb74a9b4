import { plantDeliveries } from '../../connection/inbox/plant.ts';
import { AttributesSchema } from '../../customer/attributes.ts';
import { identifierKinds } from '../../customer/identifier.ts';
import { channels } from '../../message/channel.ts';
import { personalDataHandler } from '../personal-data-handler.ts';
import { type Canary, canaryIdentifiers, type createPlanted } from './canary.ts';
import { plantData } from './plant-moments.ts';
import type { ProvingGround } from './prove.ts';
import { sampleOf } from './sample.ts';

interface PlantedPerson {
  /** Who is to be erased. */
  customerIds: readonly string[];
  kept: readonly string[];
  failed: readonly string[];
}

/** Puts an invented person wherever the API lets it: as sources, staff and the person themselves would. */
export async function plantEverywhere(
  app: ProvingGround,
  planted: ReturnType<typeof createPlanted>,
  request: Canary['request'],
): Promise<PlantedPerson> {
  const { plugins, config, moments, clock } = app;
  const { word } = planted;
  const failed: string[] = [];
  const kept: string[] = [];
  const source = 'canary';
  const time = clock.now().toISOString();

  /** Sends JSON, and notes what was refused. */
  async function send(
    method: string,
    path: string,
    body: unknown,
    { headers = {}, expected }: { headers?: Record<string, string>; expected?: number } = {},
  ) {
    const answer = await request(path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const said = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
    if (!answer.ok && answer.status !== expected)
      failed.push(`${method} ${path}: ${answer.status} ${said.detail ?? said.title ?? ''}`);
    return said;
  }
  const record = async (moment: Record<string, unknown>) => {
    const fate = await send('POST', '/api/moments', { source, time, ...moment });
    if (fate.fate === 'rejected') failed.push(`moment ${moment.type}: ${JSON.stringify(fate.problem)}`);
    return fate;
  };

  const identifiers = canaryIdentifiers(identifierKinds(plugins.extensions), planted, config.locale.country);
  const customer = {
    id: word('customer id'),
    identifiers,
    attributes: sampleOf(AttributesSchema, (at) => word(`attributes${at}`)) as Record<string, unknown>,
  };
  // An invented birth date would be found in many others': it is told by its column alone.
  const { birthDate: _, ...attributes } = customer.attributes;
  customer.attributes = attributes;

  let customerId = '';
  for (const type of moments.types.all()) {
    const made = plantData(type, word);
    if (!made) {
      failed.push(`moment ${type.type}: nothing fits its schema, so it needs a sample`);
      continue;
    }
    kept.push(...made.kept.map((pointer) => `${type.type}${pointer}`));
    const fate = await record({
      id: `canary-${type.type}`,
      type: type.type,
      customer,
      session: word('session'),
      data: made.data,
    });
    if (typeof fate.customer === 'string') customerId = fate.customer;
  }
  if (customerId === '') throw new Error(`nobody could be planted: ${failed.join('; ')}`);

  // The same key with other content is kept in quarantine.
  const first = moments.types.all()[0]!;
  const again = plantData(first, word);
  await send(
    'POST',
    '/api/moments',
    {
      source,
      time,
      id: `canary-${first.type}`,
      type: first.type,
      customer: { ...customer, attributes: { lastName: word('quarantined name') } },
      data: again?.data,
    },
    { expected: 409 },
  );

  await plantDeliveries(app.inbox, planted, {
    source,
    now: clock.now(),
    moment: { id: 'canary-delivered', type: first.type, time, customer, data: again?.data },
  });

  // Somebody else asserts one of the identifiers: they may be the same person, and are merged.
  const shared = identifiers.find(({ kind }) => kind === 'email') ?? identifiers[0];
  const other = await record({
    id: 'canary-other',
    source: 'canary-other',
    type: first.type,
    customer: {
      id: word('other customer id'),
      identifiers: shared ? [{ ...shared, verified: false }] : [],
      attributes: { lastName: word('other name') },
    },
    data: plantData(first, word)?.data,
  });
  if (typeof other.customer === 'string' && other.customer !== customerId) {
    await send('POST', '/api/merges', {
      survivor: customerId,
      loser: other.customer,
      reason: word('reason of a merge'),
    });
  }
  // Somebody else, who stays, was merged with them by mistake.
  const mistaken = await record({
    id: 'canary-mistaken',
    source: 'canary-other',
    type: first.type,
    customer: { id: 'somebody-else' },
    data: plantData(first, () => 'a')?.data,
  });
  const mistake = await send('POST', '/api/merges', { survivor: customerId, loser: mistaken.customer });
  await send('POST', `/api/merges/${mistake.id}/undo`, { reason: word('reason of undoing a merge') });
  await send(
    'PATCH',
    `/api/customers/${customerId}`,
    { attributes: { lastName: word('corrected name') } },
    { headers: { 'if-match': '*' } },
  );

  const asked = {
    name: word('requester name'),
    contact: word('requester contact'),
    words: word('requester words'),
  };
  const noted = await send(
    'POST',
    '/api/privacy/requests',
    { kind: 'access', customer: customerId, requester: asked },
    { headers: { 'idempotency-key': `canary-${customerId}` } },
  );
  await send(
    'PATCH',
    `/api/privacy/requests/${noted.id}`,
    {
      note: word('note on a request'),
      identity: { state: 'verified', how: word('how identity was checked') },
      proof: { kind: 'letter', text: word('proof of a request') },
      state: 'refused',
      refusalReason: word('reason of a refusal'),
    },
    { headers: { 'if-match': '*' } },
  );
  await send('POST', `/api/privacy/requests`, { kind: 'erasure', customer: customerId }).then(({ id }) =>
    send('POST', `/api/privacy/requests/${id}/extend`, { reason: word('reason of an extension') }),
  );

  const contact = identifiers.find(({ kind }) => kind === 'email');
  if (contact) {
    for (const state of ['granted', 'withdrawn']) {
      await send('POST', '/api/consents', {
        id: word(`id of a consent`),
        source,
        customerId,
        purpose: 'marketing',
        channel: 'email',
        contactPoint: { kind: contact.kind, value: contact.value },
        state,
        evidence: { said: word('evidence of a consent') },
      });
    }
  }
  const inAYear = new Date(clock.now().getTime() + 365 * 86_400_000).toISOString();
  for (const { value: channel } of plugins.extensions.all(channels)) {
    await send('POST', '/api/messages', {
      key: word(`key of a message`),
      customer: customerId,
      channel: channel.id,
      purpose: 'service',
      content: sampleOf(channel.args, (at) => word(`message ${channel.id}${at}`)),
      // Never handed over: it is not for anybody.
      notBefore: inAYear,
    });
  }

  const canary: Canary = { customer, customerId, word, request };
  for (const { plugin, value } of plugins.extensions.all(personalDataHandler)) {
    await value.plant?.(canary).catch((error: Error) => failed.push(`${plugin}: ${error.message}`));
  }
  return { customerIds: [customerId], kept, failed };
}
