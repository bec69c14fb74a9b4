import { Problem, problem } from './problem.ts';
import type { Answer } from './respond.ts';

/** Seconds after which a client may try again what the database could not do. */
const retryAfter = '5';

/** Any error as a problem: unexpected ones say nothing of what is inside. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isUnavailable(error)) return problem('CHL_DATABASE_UNREACHABLE', { cause: error });
  if (isUnstorableText(error)) {
    return problem('CHL_INPUT_INVALID', {
      detail: 'a text holds the character U+0000, which can not be stored',
      mend: 'Leave the character out.',
      cause: error,
    });
  }
  return problem('CHL_INTERNAL', { cause: error });
}

/** PostgreSQL has no U+0000 in text (22021) and none in JSON (22P05). */
const isUnstorableText = (error: unknown): boolean =>
  /^(22021|22P05)$/.test((error as { code?: string } | null)?.code ?? '');

/**
 * A problem as RFC 9457 sends it.
 * @param plugin whose path failed: its failures on our side are told as its own
 */
export function failureAnswer(found: Problem, requestId: string, plugin = 'core'): Answer {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (found.status === 503) headers['retry-after'] = retryAfter;
  if (found.status === 401) headers['www-authenticate'] = 'Bearer realm="chaland"';
  Object.assign(headers, found.details.headers);
  const told = {
    ...found.toJSON(),
    ...(plugin !== 'core' && found.status === 500 ? { plugin } : {}),
    instance: `urn:request:${requestId}`,
    requestId,
  };
  // The address and the reason are for whoever runs the server, and stand in its log.
  if (found.code === 'CHL_DATABASE_UNREACHABLE') delete told.detail;
  return { status: found.status, headers, body: JSON.stringify(told) };
}

/** The database went away, is starting, or has no session left: the same request may work soon. */
function isUnavailable(error: unknown): boolean {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string };
  return (
    /^(08\w{3}|57P0[1-3]|53300|ECONN\w+|EPIPE|ETIMEDOUT)$/.test(code) ||
    /Connection terminated|not queryable|Client was closed/.test(message)
  );
}

/** The query was stopped because whoever asked went away. */
export const isCancelled = (error: unknown): boolean => {
  const { code, name } = (error ?? {}) as { code?: string; name?: string };
  return code === '57014' || name === 'AbortError';
};
