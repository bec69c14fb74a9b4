import type { Context } from '../../context.ts';
import { errorText } from '../../error-text.ts';
import type { Log } from '../../log.ts';
import { isRepeatable } from '../../moment/stream/attempt.ts';
import type { Contributed } from '../../plugin/extension-point.ts';
import type { Decision, SendCandidate, SendRule } from '../send-rule.ts';

/** Milliseconds until what a broken rule keeps back is asked about again. */
const pause = 60_000;

/**
 * What all rules together say of each message: a refusal for good stands above all, and among those that keep it back
 * the one that does so longest.
 */
export async function askRules(
  rules: readonly Contributed<SendRule>[],
  candidates: readonly SendCandidate[],
  contextOf: (plugin: string) => Context,
  log: Log,
): Promise<Decision[]> {
  let together: Decision[] = candidates.map(() => ({ allow: true }));
  if (candidates.length === 0) return together;
  for (const { plugin, value: rule } of rules) {
    const said = await ask(rule, candidates, contextOf(plugin), log);
    together = together.map((decision, index) => stricter(decision, said[index]!));
  }
  return together;
}

/** A rule that fails may not let anything through, nor refuse it for good. */
async function ask(
  rule: SendRule,
  candidates: readonly SendCandidate[],
  context: Context,
  log: Log,
): Promise<readonly Decision[]> {
  try {
    const said = await rule.decide(candidates, context);
    if (said.length === candidates.length) return said;
    throw new Error(`decided ${said.length} times on ${candidates.length} messages`);
  } catch (error) {
    if (isRepeatable(error)) throw error;
    log.error({ rule: rule.id, error: errorText(error) }, 'send rule failed');
    return candidates.map(({ at }) => ({
      allow: false,
      code: 'rule-failed',
      until: new Date(at.getTime() + pause),
    }));
  }
}

function stricter(a: Decision, b: Decision): Decision {
  if (a.allow) return b;
  if (b.allow || !a.until) return a;
  return !b.until || b.until > a.until ? b : a;
}
