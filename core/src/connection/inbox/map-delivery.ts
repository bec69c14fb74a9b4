import type { DeploymentLocale } from '../../context.ts';
import { errorText } from '../../error-text.ts';
import { Problem, problem } from '../../http/problem.ts';
import type { OpenConnection } from '../connections.ts';
import type { Delivery } from '../delivery.ts';
import type { Brought, BroughtRecords } from '../record/record-kind.ts';

/** What a delivery says, or why nobody knows. */
export type Mapped = ({ brought: BroughtRecords } | { ignored: string } | { problem: Problem }) & {
  /** The rest has to be fetched. */
  pull?: boolean;
};

/** Has a delivery mapped by its connector. Whatever goes wrong there is this delivery's problem, and nobody else's. */
export async function mapDelivery(
  { id, name, source, connector, args }: OpenConnection,
  { key, topic, body, headers, receivedAt }: Delivery,
  locale: DeploymentLocale,
): Promise<Mapped> {
  try {
    const brought: Brought | undefined = await connector.map(
      { key, topic, body, headers, receivedAt },
      { args: args[0], connection: { id, name, source }, locale },
    );
    if (typeof brought !== 'object' || brought === null) {
      return {
        problem: unmapped(connector.id, 'it gave nothing, where it gives records or says why it has none'),
      };
    }
    const { pull = false, ...said } = brought;
    if ('ignored' in said) return { ignored: String(said.ignored), pull };
    return { brought: said, pull };
  } catch (error) {
    return { problem: error instanceof Problem ? error : unmapped(connector.id, reasonOf(error), error) };
  }
}

const unmapped = (connector: string, reason: string, cause?: unknown) =>
  problem('CHL_DELIVERY_UNMAPPED', { detail: `the connector "${connector}" failed: ${reason}`, cause });

/** A parser's message quotes what it read, which may be anybody's. */
export const reasonOf = (error: unknown): string =>
  error instanceof SyntaxError ? 'the body can not be read' : errorText(error);
