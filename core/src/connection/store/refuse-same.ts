import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';
import type { KnownConnector } from '../known-connectors.ts';

/**
 * Two connections to the same shop would count everything twice.
 * @param own the connection that is being changed
 * @throws CHL_CONNECTION_EXISTS naming the other
 */
export async function refuseSame(
  db: Database,
  { connector }: KnownConnector,
  identity: string,
  own?: string,
): Promise<void> {
  const [other] = await db.query<{ id: string; name: string; state: string }>(
    'select id, name, state from chaland.connection where connector = $1 and identity = $2 and id is distinct from $3::uuid',
    [connector.id, identity, own ?? null],
  );
  if (!other) return;
  throw problem('CHL_CONNECTION_EXISTS', {
    detail: `the connection "${other.name}" (${other.id}) is to ${identity}`,
    pointer: '/args',
    ...(other.state === 'ending' ? { mend: 'It is being removed: wait until it is gone.' } : {}),
  });
}
