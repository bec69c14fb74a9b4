/** What a key opens now: nothing once it is revoked or has expired. */
export function keyState(
  { revokedAt, expiresAt }: { revokedAt: string | null; expiresAt: string | null },
  now = Date.now(),
): 'active' | 'expired' | 'revoked' {
  if (revokedAt) return 'revoked';
  return expiresAt && new Date(expiresAt).getTime() <= now ? 'expired' : 'active';
}
