import type { DeploymentLocale } from '../../context.ts';
import type { OpenConnection } from '../connections.ts';
import { mapDelivery } from './map-delivery.ts';
import type { DeliveryContent, DeliveryView } from './read.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** What came, for people to read: as text where it is text. */
export function shownContent({ body, headers }: DeliveryContent) {
  try {
    return { headers, text: utf8.decode(body), base64: null };
  } catch {
    return { headers, text: null, base64: body.toString('base64') };
  }
}

/** What the connector makes of a delivery as it is configured now. Nothing is written. */
export async function mapsTo(
  connection: OpenConnection,
  { key, topic, receivedAt }: DeliveryView,
  content: DeliveryContent,
  locale: DeploymentLocale,
) {
  const mapped = await mapDelivery(connection, { key: key ?? '', topic, receivedAt, ...content }, locale);
  return {
    records: 'brought' in mapped ? mapped.brought : null,
    ignored: 'ignored' in mapped ? mapped.ignored : null,
    problem: 'problem' in mapped ? mapped.problem.toJSON() : null,
  };
}
