import type { Context } from '../context.ts';
import type { Connector } from './connector.ts';

type Args = Record<string, unknown>;

/** The args with what they only name, for connectors that have such. @throws Problem where there is none of that name */
export const completeArgs = async (
  { complete }: Pick<Connector, 'complete'>,
  args: Args,
  context: Pick<Context, 'db'>,
): Promise<Args> => (complete ? await complete(args, context) : args);
