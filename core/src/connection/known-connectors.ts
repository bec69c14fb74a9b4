import type { TSchema } from 'typebox';
import { closedSchema } from '../closed-schema.ts';
import { problem } from '../http/problem.ts';
import type { Validate } from '../http/validate.ts';
import type { Extensions } from '../plugin/extension-point.ts';
import { secretFields } from '../setting/secret-fields.ts';
import { type Connector, connectors } from './connector.ts';

/** A connector that an enabled plugin brings, ready to check args with. */
export interface KnownConnector {
  connector: Connector & { args: TSchema; plugin: string };
  /** Fills in defaults, in place. */
  validate: Validate;
  /** Pointers to the args that are secret. */
  secrets: readonly string[];
}

export type KnownConnectors = ReadonlyMap<string, KnownConnector>;

export const knownConnectors = (extensions: Extensions): KnownConnectors =>
  new Map(
    extensions.all(connectors).map(({ plugin, value }) => [
      value.id,
      {
        // A connector may be an object with a prototype, so its own functions keep their `this`.
        connector: Object.assign(Object.create(value) as Connector, { plugin }),
        validate: closedSchema(value.args),
        secrets: secretFields(value.args),
      },
    ]),
  );

/** @throws CHL_CONNECTOR_UNKNOWN */
export function knownConnector(known: KnownConnectors, id: string): KnownConnector {
  const found = known.get(id);
  if (found) return found;
  throw problem('CHL_CONNECTOR_UNKNOWN', {
    detail: `no connector is called "${id}"; there are ${[...known.keys()].map((name) => `"${name}"`).join(', ') || 'none'}`,
    pointer: '/connector',
  });
}
