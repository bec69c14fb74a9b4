import type { Fault } from '../http/problem.ts';
import type { Validate } from '../http/validate.ts';
import type { Encrypted } from './encryption.ts';
import { valueAt, withValueAt } from './pointer.ts';

type Value = Record<string, unknown>;

/** What a person sees instead of a secret that is set. Sent back, it keeps the secret. */
export const secretMask = '********';

/** Encrypted secrets, by the pointers to where they belong in a value that is kept without them. */
export type Secrets = Readonly<Record<string, Encrypted>>;

/**
 * What is kept encrypted once `given` was sent: a secret that is left out or masked stays, and null removes it.
 * @param notText makes the error for a secret that is no text
 */
export function sealSecrets(
  before: Secrets,
  given: Value,
  fields: readonly string[],
  { seal, notText }: { seal(pointer: string, text: string): Encrypted; notText(fault: Fault): Error },
): Record<string, Encrypted> {
  const after: Record<string, Encrypted> = {};
  for (const pointer of fields) {
    const sent = valueAt(given, pointer);
    const had = before[pointer];
    if ((sent === undefined || sent === secretMask) && had) after[pointer] = had;
    if (sent === undefined || sent === secretMask || sent === null) continue;
    if (typeof sent !== 'string') throw notText({ pointer, message: 'must be string' });
    after[pointer] = seal(pointer, sent);
  }
  return after;
}

/** The value with its secrets in their places, readable. */
export function openSecrets(
  value: Value,
  secrets: Secrets,
  fields: readonly string[],
  open: (pointer: string, encrypted: Encrypted) => string,
): Value {
  return fields.reduce((whole, pointer) => {
    const encrypted = secrets[pointer];
    return encrypted ? withValueAt(whole, pointer, open(pointer, encrypted)) : whole;
  }, value);
}

/** The value as people see it: what is secret and set is masked. */
export function maskSecrets(value: Value, secrets: Secrets, fields: readonly string[]): Value {
  return fields.reduce((masked, pointer) => {
    const isSet = secrets[pointer] !== undefined || valueAt(masked, pointer) !== undefined;
    return isSet ? withValueAt(masked, pointer, secretMask) : masked;
  }, value);
}

/** What is wrong with a value. A secret that is kept counts as there and right, whether or not it can be decrypted now. */
export function faultsBesideSecrets(
  whole: Validate,
  value: Value,
  secrets: Secrets,
  fields: readonly string[],
): Fault[] {
  const kept = fields.filter((pointer) => secrets[pointer]);
  const filled = kept.reduce((all, pointer) => withValueAt(all, pointer, secretMask), structuredClone(value));
  return (whole(filled) ?? []).filter(({ pointer }) => !kept.includes(pointer));
}
