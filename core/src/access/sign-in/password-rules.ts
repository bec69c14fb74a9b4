import { problem } from '../../http/problem.ts';

/** Characters at least, and bytes at most: hashing an endless one would be an attack. */
const minCharacters = 12;
const maxBytes = 1_024;

/**
 * Length is what makes a password good; rules about digits and capitals only make it hard to remember.
 * @throws CHL_PASSWORD_WEAK
 */
export function checkPassword(password: string, about: readonly (string | null | undefined)[] = []): void {
  const fault = (detail: string) => problem('CHL_PASSWORD_WEAK', { detail, pointer: '/password' });
  if ([...password.normalize('NFKC')].length < minCharacters) {
    throw fault(`a password has ${minCharacters} characters or more`);
  }
  if (Buffer.byteLength(password) > maxBytes) throw fault(`a password has ${maxBytes} bytes at most`);
  if (new Set(password).size < 4) throw fault('a password needs more than a few different characters');
  const plain = password.toLowerCase();
  if (about.some((text) => text && plain === text.toLowerCase())) {
    throw fault('a password is not the e-mail address or the name');
  }
}
