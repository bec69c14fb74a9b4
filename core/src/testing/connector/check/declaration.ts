import assert from 'node:assert/strict';
import type { Connector } from '../../../connection/connector.ts';
import { connectors } from '../../../connection/connector.ts';
import { Problem } from '../../../http/problem.ts';
import type { DescribedConnector } from '../described.ts';
import { pluginsOf, startSubject } from '../subject.ts';

/** What is shown to people is there in both languages, and what looks like a secret is marked as one. */
export async function checkWords(described: DescribedConnector): Promise<void> {
  const { title, description, args } = connectorOf(described);
  const missing = [
    ...inBothLanguages('its title', title),
    ...inBothLanguages('its description', description),
    ...fieldsOf(args).flatMap(({ pointer, schema }) => [
      ...inBothLanguages(`the x-title of ${pointer}`, schema['x-title']),
      ...(/secret|token|password/i.test(pointer.split('/').at(-1)!) &&
      schema.type === 'string' &&
      schema['x-secret'] !== true
        ? [`${pointer} looks like a secret, and is not marked x-secret`]
        : []),
    ]),
  ];
  assert.deepEqual(missing, []);
}

/** Two connections to the same shop would count everything twice. */
export async function checkIdentity(described: DescribedConnector): Promise<void> {
  await using subject = await startSubject(described);
  const again = subject.app.connect({
    connector: described.connector,
    args: structuredClone(subject.args),
    name: 'again',
  });
  await assert.rejects(
    again,
    (error) => error instanceof Problem && error.code === 'CHL_CONNECTION_EXISTS',
    'a second connection with the same args was not refused: look at identity()',
  );
}

export function connectorOf(described: DescribedConnector): Connector {
  const found = pluginsOf(described)
    .flatMap(({ contributes = [] }) => contributes)
    .filter(({ point }) => point.id === connectors.id)
    .map(({ value }) => value as Connector)
    .find(({ id }) => id === described.connector);
  if (!found) throw new Error(`none of the plugins contributes the connector "${described.connector}"`);
  return found;
}

function inBothLanguages(what: string, text: unknown): string[] {
  const { en, fr } = (text ?? {}) as Record<string, unknown>;
  return Object.entries({ English: en, French: fr })
    .filter(([, words]) => typeof words !== 'string' || words.trim() === '')
    .map(([language]) => `${what} is missing in ${language}`);
}

type Schema = Record<string, unknown>;

/** Every field of a schema, at any depth, lists included. */
export function fieldsOf(schema: unknown, at = ''): { pointer: string; schema: Schema }[] {
  const { properties = {}, items } = (schema ?? {}) as {
    properties?: Record<string, Schema>;
    items?: Schema;
  };
  return [
    ...Object.entries(properties).flatMap(([name, property]) => [
      { pointer: `${at}/${name}`, schema: property },
      ...fieldsOf(property, `${at}/${name}`),
    ]),
    ...(items ? fieldsOf(items, `${at}/*`) : []),
  ];
}
