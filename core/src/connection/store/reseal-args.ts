import { isDeepStrictEqual } from 'node:util';
import { problem } from '../../http/problem.ts';
import { addressesOf, goElsewhere } from '../../setting/addresses.ts';
import type { SecretKey } from '../../setting/secret-key.ts';
import type { KnownConnector } from '../known-connectors.ts';
import type { ConnectionRow } from './row.ts';
import { openArgs, type SealedArgs, sealArgs } from './sealed-args.ts';

/** Args as they are kept, as the connector takes them, and what they are the args of. */
export interface ResealedArgs {
  sealed: SealedArgs;
  /** Readable. */
  args: Record<string, unknown>;
  identity: string;
}

/**
 * New args of a connection, whose secrets stay where they are left out or masked. Secrets that nobody typed again only go
 * where they went before: otherwise whoever may change a connection could have them sent to a machine of their own.
 * @throws CHL_CONNECTION_SECRETS where args lead elsewhere with secrets of before; CHL_CONNECTION_INVALID,
 *   CHL_SECRET_KEY_MISSING, CHL_SECRET_UNREADABLE
 */
export function resealArgs(
  key: SecretKey,
  known: KnownConnector,
  before: Pick<ConnectionRow, 'id' | 'identity' | 'args' | 'secrets'>,
  given: Record<string, unknown>,
): ResealedArgs {
  const sealed = sealArgs(key, known, before.id, given, before.secrets);
  const args = openArgs(key, known, before.id, sealed);
  const identity = known.connector.identity(args);
  const kept = known.secrets.filter(
    (pointer) => before.secrets[pointer] && sealed.secrets[pointer] === before.secrets[pointer],
  );
  const same =
    identity === before.identity &&
    isDeepStrictEqual(addressesIn(known, sealed.args), addressesIn(known, before.args));
  if (kept.length > 0 && !same) {
    throw problem('CHL_CONNECTION_SECRETS', goElsewhere(kept.map((pointer) => `/args${pointer}`)));
  }
  return { sealed, args, identity };
}

/** With the defaults of the connector. */
function addressesIn({ connector, validate }: KnownConnector, given: Record<string, unknown>) {
  const args = structuredClone(given);
  validate(args);
  return addressesOf(connector.args, args);
}
