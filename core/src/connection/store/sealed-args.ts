import { type Fault, problem } from '../../http/problem.ts';
import { decrypt, encrypt } from '../../setting/encryption.ts';
import { valueAt, withoutValueAt } from '../../setting/pointer.ts';
import type { SecretKey } from '../../setting/secret-key.ts';
import { openSecrets, type Secrets, sealSecrets, secretMask } from '../../setting/secret-values.ts';
import type { KnownConnector } from '../known-connectors.ts';

type Args = Record<string, unknown>;

/** What a connection is configured with, as it is kept: its secrets apart and encrypted. */
export interface SealedArgs {
  args: Args;
  secrets: Secrets;
}

/** A secret decrypts only for the connection and the field that it was encrypted for. */
const placeOf = (id: string, pointer: string) => `connection/${id}${pointer}`;

/**
 * The args with their secrets, and with the defaults of the connector.
 * @throws CHL_CONNECTION_INVALID where they don't fit the connector as it is now
 * @throws CHL_SECRET_KEY_MISSING, CHL_SECRET_UNREADABLE
 */
export function openArgs(
  key: SecretKey,
  { validate, secrets: fields }: Pick<KnownConnector, 'validate' | 'secrets'>,
  id: string,
  { args, secrets }: SealedArgs,
): Args {
  const whole = openSecrets(structuredClone(args), secrets, fields, (pointer, encrypted) =>
    decrypt(key.toRead(), placeOf(id, pointer), encrypted),
  );
  const faults = validate(whole);
  if (faults) throw invalidArgs(faults);
  return whole;
}

/**
 * What is kept once `given` was sent: a secret that is left out or masked stays as it was.
 * @throws CHL_CONNECTION_INVALID, CHL_SECRET_KEY_MISSING
 */
export function sealArgs(
  key: SecretKey,
  { secrets: fields }: Pick<KnownConnector, 'secrets'>,
  id: string,
  given: Args,
  before: Secrets = {},
): SealedArgs {
  const masked = fields.filter((pointer) => valueAt(given, pointer) === secretMask && !before[pointer]);
  if (masked.length > 0) {
    throw invalidArgs(
      masked.map((pointer) => ({ pointer, message: 'is masked, and there is none to keep' })),
    );
  }
  return {
    args: fields.reduce(withoutValueAt, given),
    secrets: sealSecrets(before, given, fields, {
      seal: (pointer, text) => encrypt(key.toWrite(), placeOf(id, pointer), text),
      notText: (fault) => invalidArgs([fault]),
    }),
  };
}

/** @param errors with pointers into the args */
export function invalidArgs(errors: readonly Fault[]) {
  const within = errors.map(({ pointer, message }) => ({ pointer: `/args${pointer}`, message }));
  return problem('CHL_CONNECTION_INVALID', {
    detail: within.map(({ pointer, message }) => `${pointer} ${message}`).join('; '),
    pointer: within[0]!.pointer,
    errors: within,
  });
}
