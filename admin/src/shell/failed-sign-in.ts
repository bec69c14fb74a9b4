import { shellMessages } from '../text/shell.ts';

const { came } = shellMessages.en.signIn;

/**
 * The name of the text that says why a way to a provider and back failed.
 * @param failed the problem's code, as the server puts it into the address: `?failed=CHL_IDENTITY_UNLINKED`
 * @returns undefined where nothing failed
 */
export function failedSignIn(failed: unknown): `signIn.came.${keyof typeof came}` | undefined {
  if (typeof failed !== 'string' || failed === '') return undefined;
  return `signIn.came.${Object.hasOwn(came, failed) ? (failed as keyof typeof came) : 'other'}`;
}
