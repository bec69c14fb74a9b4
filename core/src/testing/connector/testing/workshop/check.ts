import type { CheckResult, ConnectionTools } from '@chaland/core';
import type { WorkshopArgs } from './args.ts';

export async function check(
  { address, token }: WorkshopArgs,
  { http }: ConnectionTools,
): Promise<CheckResult> {
  const { status } = await http.request(`${address}/me`, { headers: { authorization: `Bearer ${token}` } });
  if (status === 200) return { ok: true };
  if (status === 401 || status === 403) {
    return {
      ok: false,
      says: { en: 'The workshop refuses this token.', fr: 'L’atelier refuse ce jeton.' },
      pointer: '/token',
    };
  }
  return {
    ok: false,
    says: { en: `The workshop answers ${status}.`, fr: `L’atelier répond ${status}.` },
    pointer: '/address',
  };
}
