import type { Database } from '../data/database.ts';
import { errorText } from '../error-text.ts';
import { Problem, problem } from '../http/problem.ts';
import type { Log } from '../log.ts';
import type { Text } from '../text.ts';
import { completeArgs } from './complete-args.ts';
import type { CheckResult, ConnectionTools } from './connector.ts';
import type { KnownConnector } from './known-connectors.ts';
import { VendorFault } from './vendor/vendor-fault.ts';

/** Milliseconds that somebody waits at a form. */
const patience = 20_000;

/** Asks the connector whether it will work. What goes wrong on the way is an answer, too. */
export async function checkConnection(
  { connector }: KnownConnector,
  args: Record<string, unknown>,
  toolsFor: (signal: AbortSignal) => ConnectionTools,
  { db, log }: { db: Database; log: Log },
): Promise<CheckResult> {
  const signal = AbortSignal.timeout(patience);
  try {
    return await connector.check(await completeArgs(connector, args, { db }), toolsFor(signal));
  } catch (error) {
    if (signal.aborted) return { ok: false, says: late };
    const named = error instanceof Problem ? error.details : undefined;
    if (named?.says && named.pointer !== undefined) {
      return { ok: false, says: named.says, pointer: named.pointer };
    }
    log.warn({ connector: connector.id, error: errorText(error) }, 'a connection could not be checked');
    if (!(error instanceof VendorFault)) throw error;
    return { ok: false, says: vendorSays(error) };
  }
}

const late: Text = {
  en: 'The other side did not answer in time.',
  fr: 'L’autre système n’a pas répondu à temps.',
};

function vendorSays({ message, status }: VendorFault): Text {
  if (status === 401 || status === 403) {
    return {
      en: `The other side refuses these credentials (${status}).`,
      fr: `L’autre système refuse ces identifiants (${status}).`,
    };
  }
  return {
    en: `The other side can't be asked: ${message}.`,
    fr: `L’autre système ne répond pas comme attendu : ${message}.`,
  };
}

/** @throws CHL_CONNECTION_CHECK_FAILED with the pointer of the field to look at */
export function refuseUnlessOk(result: CheckResult): void {
  if (result.ok) return;
  const { says, pointer } = result;
  throw problem('CHL_CONNECTION_CHECK_FAILED', {
    detail: says.en,
    says,
    ...(pointer === undefined ? {} : { pointer: `/args${pointer}` }),
  });
}
