import { Type } from 'typebox';
import { uuidv7 } from '../../data/uuid.ts';
import { problem } from '../../http/problem.ts';
import type { MomentInput } from '../../moment/moment.ts';
import type { Canary } from '../../privacy/prove/canary.ts';
import type { OpenConnection } from '../connections.ts';
import type { Connector } from '../connector.ts';
import type { Inbox } from './inbox.ts';

/** Maps what is told to it, and fails where it is asked to: each kind of end is planted. */
const canaryConnector: Connector = {
  id: 'canary',
  title: { en: 'Canary', fr: 'Canari' },
  description: { en: 'For the proof of erasure', fr: 'Pour la preuve d’effacement' },
  args: Type.Object({}),
  identity: () => 'canary',
  check: async () => ({ ok: true }),
  map({ topic, body }) {
    const { says, ...brought } = JSON.parse(body.toString()) as { says: string };
    if (topic === 'faulty') throw problem('CHL_INPUT_INVALID', { detail: says, pointer: '/canary' });
    return topic === 'useless' ? { ignored: says } : brought;
  },
};

/**
 * Delivers an invented person, as a vendor would: once processed, once quarantined, once ignored, with a word in whatever
 * is kept of a delivery.
 */
export async function plantDeliveries(
  inbox: Pick<Inbox, 'keep' | 'handleNext'>,
  { word }: Pick<Canary, 'word'>,
  { source, now, moment }: { source: string; now: Date; moment: Omit<MomentInput, 'source'> },
): Promise<void> {
  const connection: OpenConnection = {
    id: uuidv7(now.getTime()),
    name: 'canary',
    source,
    state: 'active',
    connector: canaryConnector,
    args: [{}],
  };
  await inbox.keep(
    ['done', 'faulty', 'useless'].map((topic) => ({
      connectionId: connection.id,
      key: word(`key of a delivery, ${topic}`),
      topic,
      body: Buffer.from(
        JSON.stringify({ says: word(`what a connector says of a delivery, ${topic}`), moments: [moment] }),
      ),
      headers: { 'x-canary': word(`header of a delivery, ${topic}`) },
      receivedAt: now,
    })),
  );
  await inbox.handleNext(connection);
}
