import { hmacMatches, type InboundRequest, parsePayload, type Received } from '@chaland/core';
import type { WorkshopArgs } from './args.ts';

export function receive({ args, headers, body }: InboundRequest<WorkshopArgs>): Received {
  const genuine = hmacMatches({
    algorithm: 'sha256',
    secret: args.webhookSecret,
    content: body,
    signature: headers['x-workshop-signature'] ?? '',
    encoding: 'hex',
  });
  if (!genuine) return { refused: 'the signature does not match' };
  const event = parsePayload(body);
  return { deliveries: [{ key: event.text('event'), topic: event.text('topic') }] };
}
