import { type CheckResult, type ConnectionTools, checkDrop, isCurrency } from '@chaland/core';
import type { PoslogArgs } from './args.ts';

/** Whether there is a way for logs to come, and what lies in the drop can be read. */
export async function check(
  args: PoslogArgs,
  tools: Pick<ConnectionTools, 'now' | 'signal'>,
): Promise<CheckResult> {
  const { folder, token, secret, currency } = args;
  if (folder === undefined && token === undefined && secret === undefined) {
    return {
      ok: false,
      says: {
        en: 'Logs have no way to come here: name a folder, or set a token or a signing secret for HTTP.',
        fr: 'Aucun chemin n’amène les journaux ici : indiquez un dossier, ou un jeton ou un secret de signature pour HTTP.',
      },
      pointer: '/folder',
    };
  }
  if (currency !== undefined && !isCurrency(currency)) {
    return {
      ok: false,
      says: {
        en: `${currency} is no currency of ISO 4217.`,
        fr: `${currency} n’est pas une devise ISO 4217.`,
      },
      pointer: '/currency',
    };
  }
  return folder === undefined ? { ok: true } : checkDrop(args, tools);
}
