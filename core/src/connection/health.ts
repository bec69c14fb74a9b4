import type { Fault } from '../http/problem.ts';
import type { Text } from '../text.ts';
import type { KnownConnector } from './known-connectors.ts';
import type { ConnectionRow } from './store/row.ts';
import type { Trouble } from './trouble.ts';

/** `waiting`: nothing came yet; `silent`: something came, and nothing since for longer than is usual. */
export const healthStates = ['ok', 'silent', 'failing', 'waiting', 'paused'] as const;

/** Why it is in its state. */
export const healthCodes = [
  'ok',
  'waiting-for-delivery',
  'waiting-for-pull',
  'silent',
  'paused',
  'ending',
  'connector-missing',
  'args-invalid',
  'unauthorized',
  'vendor-failing',
  'own-failing',
] as const;
export type HealthCode = (typeof healthCodes)[number];

export interface Health {
  state: (typeof healthStates)[number];
  code: HealthCode;
  says: Text;
  lastDeliveryAt: Date | null;
  lastPullAt: Date | null;
  /** Of the last pull, where it failed. */
  error: Trouble | null;
  /** It isn't pulled until then: it failed too often. */
  openUntil: Date | null;
}

/** Nothing for so long is worth a look, a Sunday and its evening before included. Milliseconds. */
const silence = 48 * 3_600_000;

const texts: Record<HealthCode, Text> = {
  ok: { en: 'All is well.', fr: 'Tout va bien.' },
  'waiting-for-delivery': {
    en: 'Nothing has come yet. Check that the other side has the address.',
    fr: 'Rien n’est encore arrivé. Vérifiez que l’autre système connaît l’adresse.',
  },
  'waiting-for-pull': { en: 'Nothing has been fetched yet.', fr: 'Rien n’a encore été récupéré.' },
  silent: {
    en: 'Nothing has come for two days or more.',
    fr: 'Rien n’est arrivé depuis deux jours ou plus.',
  },
  paused: { en: 'Paused.', fr: 'En pause.' },
  ending: { en: 'Being removed.', fr: 'En cours de suppression.' },
  'connector-missing': {
    en: 'The plugin that brings its connector is not enabled.',
    fr: 'L’extension qui apporte son connecteur n’est pas active.',
  },
  'args-invalid': {
    en: 'Its configuration does not fit its connector any more: correct it, and save.',
    fr: 'Sa configuration ne convient plus à son connecteur : corrigez-la et enregistrez.',
  },
  unauthorized: {
    en: 'The other side refuses its credentials. Renew them there, and enter them here.',
    fr: 'L’autre système refuse ses identifiants. Renouvelez-les là-bas, puis saisissez-les ici.',
  },
  'vendor-failing': {
    en: 'The other side fails, or does not answer. It is asked again later.',
    fr: 'L’autre système est en panne ou ne répond pas. Un nouvel essai aura lieu plus tard.',
  },
  'own-failing': {
    en: 'What was fetched could not be taken in. It is tried again later.',
    fr: 'Ce qui a été récupéré n’a pas pu être intégré. Un nouvel essai aura lieu plus tard.',
  },
};

/** How a connection is, from what is kept of it. */
export function healthOf(
  row: ConnectionRow,
  known: KnownConnector | undefined,
  faults: readonly Fault[],
  now: Date,
): Health {
  const code = codeOf(row, known, faults, now);
  const { lastDeliveryAt, lastPullAt, error, openUntil } = row;
  return {
    state: stateOf(code),
    code,
    says: texts[code],
    lastDeliveryAt,
    lastPullAt,
    error: row.failures > 0 ? error : null,
    openUntil: openUntil && openUntil > now ? openUntil : null,
  };
}

function codeOf(
  { state, failures, error, lastDeliveryAt, lastPullAt, nextPullAt }: ConnectionRow,
  known: KnownConnector | undefined,
  faults: readonly Fault[],
  now: Date,
): HealthCode {
  if (state === 'ending') return 'ending';
  if (!known) return 'connector-missing';
  if (faults.length > 0) return 'args-invalid';
  if (state === 'paused') return 'paused';
  if (failures > 0) {
    return error?.kind === 'unauthorized'
      ? 'unauthorized'
      : error?.kind === 'own'
        ? 'own-failing'
        : 'vendor-failing';
  }
  const last = Math.max(lastDeliveryAt?.getTime() ?? 0, lastPullAt?.getTime() ?? 0);
  if (last === 0) return known.connector.receive || !nextPullAt ? 'waiting-for-delivery' : 'waiting-for-pull';
  return now.getTime() - last > silence ? 'silent' : 'ok';
}

function stateOf(code: HealthCode): Health['state'] {
  switch (code) {
    case 'ok':
    case 'silent':
    case 'paused':
      return code;
    case 'ending':
      return 'paused';
    case 'waiting-for-delivery':
    case 'waiting-for-pull':
      return 'waiting';
    default:
      return 'failing';
  }
}
