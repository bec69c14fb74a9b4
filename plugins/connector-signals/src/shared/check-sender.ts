import type { CheckResult } from '@chaland/core';
import type { SenderArgs } from './args.ts';

/** Without either, nobody could be believed. */
export const checkSender = ({ token, secret }: SenderArgs): CheckResult =>
  token === undefined && secret === undefined
    ? {
        ok: false,
        says: {
          en: 'Set a token or a signing secret: without one nothing that comes can be believed.',
          fr: 'Indiquez un jeton ou un secret de signature : sans l’un d’eux, rien de ce qui arrive n’est fiable.',
        },
        pointer: '/token',
      }
    : { ok: true };
