import type { DeploymentLocale } from '../../context.ts';
import { errorText } from '../../error-text.ts';
import { Problem, problem } from '../../http/problem.ts';
import type { Text } from '../../text.ts';
import type { OpenConnection } from '../connections.ts';
import type { Delivery } from '../delivery.ts';
import type { Brought, BroughtRecords } from '../record/record-kind.ts';

/** What a delivery says, or why nobody knows. */
export type Mapped = ({ brought: BroughtRecords } | { ignored: Text } | { problem: Problem }) & {
  /** The rest has to be fetched. */
  pull?: boolean;
};

/** Milliseconds that a connector may take for one delivery: it reads what came, and asks nobody. */
const longest = 15_000;

/**
 * Has a delivery mapped by its connector. Whatever goes wrong there is this delivery's problem, and nobody else's; a mapping
 * that awaits something that never comes, too. One that never gives the thread back can't be stopped in this process.
 * @param limit milliseconds
 */
export async function mapDelivery(
  { id, name, source, connector, args }: OpenConnection,
  { key, topic, body, headers, receivedAt }: Delivery,
  locale: DeploymentLocale,
  limit = longest,
): Promise<Mapped> {
  try {
    const given = connector.map(
      { key, topic, body, headers, receivedAt },
      { args: args[0], connection: { id, name, source }, locale },
    );
    const brought: Brought | undefined | typeof late = await within(limit, given);
    if (brought === late) {
      return { problem: unmapped(connector.id, `it gave no answer within ${limit / 1_000} s`) };
    }
    if (typeof brought !== 'object' || brought === null) {
      return {
        problem: unmapped(connector.id, 'it gave nothing, where it gives records or says why it has none'),
      };
    }
    const { pull = false, ...said } = brought;
    if ('ignored' in said) return { ignored: inBoth(said.ignored), pull };
    return { brought: said, pull };
  } catch (error) {
    return { problem: error instanceof Problem ? error : unmapped(connector.id, reasonOf(error), error) };
  }
}

const late = Symbol('late');

/** Most connectors answer at once: no timer for them. */
async function within<T>(limit: number, given: T | Promise<T>): Promise<T | typeof late> {
  if (!(given instanceof Promise)) return given;
  const { promise, resolve } = Promise.withResolvers<typeof late>();
  const timer = setTimeout(() => resolve(late), limit);
  try {
    return await Promise.race([given, promise]);
  } finally {
    clearTimeout(timer);
  }
}

const unmapped = (connector: string, reason: string, cause?: unknown) =>
  problem('CHL_DELIVERY_UNMAPPED', { detail: `the connector "${connector}" failed: ${reason}`, cause });

/** What is said in one language stands for the other: a retailer's mapping is in theirs. */
function inBoth(why: Partial<Text> | string | null): Text {
  const { en, fr } = typeof why === 'object' && why !== null ? why : { en: why };
  return { en: String(en ?? fr), fr: String(fr ?? en) };
}

/** A parser's message quotes what it read, which may be anybody's. */
export const reasonOf = (error: unknown): string =>
  error instanceof SyntaxError ? 'the body can not be read' : errorText(error);
