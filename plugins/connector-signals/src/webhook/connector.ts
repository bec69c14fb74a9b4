import {
  type CheckResult,
  connector,
  type InboundRequest,
  Problem,
  parsePayload,
  payload,
  type Received,
  refusalOf,
  standardWebhookMatches,
} from '@chaland/core';
import { identity } from '../shared/args.ts';
import { digestOf } from '../shared/receive-events.ts';
import { WebhookArgs } from './args.ts';
import { faultIn, runMapping } from './run-mapping.ts';

/** Whatever somebody sends as JSON and signs. */
export const webhook = connector({
  id: 'connector-signals.webhook',
  title: { en: 'Any webhook', fr: 'Webhook quelconque' },
  description: {
    en: 'Signed JSON of any system becomes records, by a JSONata mapping.',
    fr: 'Le JSON signé de n’importe quel système devient des enregistrements, par une correspondance JSONata.',
  },
  args: WebhookArgs,
  identity,
  check,
  receive,
  map: ({ body, receivedAt }, { args }) =>
    runMapping(args.mapping, JSON.stringify(parsePayload(body).value), {
      receivedAt: receivedAt.toISOString(),
    }),
});

function receive(request: InboundRequest<WebhookArgs>): Received {
  const { args, headers, body, method, now } = request;
  const { standardSecret: secrets } = args;
  if (secrets !== undefined) {
    if (!standardWebhookMatches({ secrets, headers, body, now }))
      return { refused: 'it is not signed as Standard Webhooks say, with this secret and about now' };
  } else {
    const reason = refusalOf(request.args, request);
    if (reason) return { refused: reason };
  }
  if (method !== 'POST') return { answer: { status: 405, headers: { allow: 'POST' } } };
  const standardId = secrets === undefined ? undefined : (headers['webhook-id'] ?? headers['svix-id']);
  return { deliveries: [{ key: standardId ?? idIn(body, args.id) ?? digestOf(body), topic: 'webhook' }] };
}

/** A body that can't be read is kept, and told when it is mapped. */
function idIn(body: Buffer, pointer: string | undefined): string | undefined {
  if (pointer === undefined) return undefined;
  try {
    return payload(parsePayload(body).value).maybeText(pointer);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** Tries the mapping with each sample, before it is saved. */
async function check(args: WebhookArgs): Promise<CheckResult> {
  if (args.token === undefined && args.secret === undefined && args.standardSecret === undefined) {
    return {
      ok: false,
      says: {
        en: 'Set a token, a signing secret or a secret of Standard Webhooks: without one nothing that comes can be believed.',
        fr: 'Indiquez un jeton, un secret de signature ou un secret Standard Webhooks : sans l’un d’eux, rien de ce qui arrive n’est fiable.',
      },
      pointer: '/token',
    };
  }
  const fault = await faultIn(args.mapping);
  if (fault) {
    return {
      ok: false,
      says: { en: `The mapping can’t be read: ${fault}`, fr: `La correspondance est illisible : ${fault}` },
      pointer: '/mapping',
    };
  }
  for (const [index, sample] of args.samples.entries()) {
    const said = await tried(args.mapping, sample);
    if (said) {
      return {
        ok: false,
        says: {
          en: `Sample ${index + 1} can’t be mapped: ${said}`,
          fr: `L’exemple ${index + 1} ne passe pas : ${said}`,
        },
        pointer: `/samples/${index}`,
      };
    }
  }
  return { ok: true };
}

async function tried(mapping: string, sample: string): Promise<string | undefined> {
  try {
    const json = JSON.stringify(parsePayload(sample).value);
    await runMapping(mapping, json, { receivedAt: '2026-01-01T00:00:00.000Z' });
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.details.detail ?? error.message;
    throw error;
  }
}
