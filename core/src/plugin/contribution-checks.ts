import { connectors } from '../connection/connector.ts';
import { routes } from '../http/route.ts';
import { jobs } from '../job/job.ts';
import { channels } from '../message/channel.ts';
import { sendRules } from '../message/send-rule.ts';
import { subscriber } from '../moment/stream/subscriber.ts';
import { momentTypes, stages } from '../moment/type.ts';
import { countSecrets, secretFields } from '../setting/secret-fields.ts';
import type { Contribution } from './extension-point.ts';
import { fault, isRecord, isText, type OwnFault } from './own-fault.ts';

/** What is wrong with one contribution, as far as core's own extension points can tell. */
export function contributionFaults(plugin: string, contribution: Contribution, at: string): OwnFault[] {
  const { point, value } = contribution ?? {};
  if (typeof point?.id !== 'string' || !/^[a-z][a-z0-9-]*\.[a-z][a-z0-9.-]*$/.test(point.id)) {
    return [
      fault(
        at,
        'contributes something without an extension point',
        'Contribute by the functions that make contributions: momentType(…), route(…), criterion(…)',
      ),
    ];
  }
  if (!isRecord(value))
    return [fault(at, `contributes nothing to ${point.id}`, 'Give the function a definition')];
  const said = checksByPoint[point.id]?.(value, plugin) ?? [];
  return said.map(([key, what, mend]) => fault(`${at}/${key}`, what, mend));
}

type Said = [key: string, what: string, mend: string];
type Value = Record<string, unknown>;

const bothLanguages = 'Write title: { en: …, fr: … }';

const ownId = ({ id }: Value, plugin: string, kind: string): Said[] =>
  typeof id === 'string' && id.startsWith(`${plugin}.`) && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(id)
    ? []
    : [['id', `has the ${kind} "${id}", whose id is not its own`, `Call it like "${plugin}.name"`]];

const titled = (value: Value, kind: string): Said[] =>
  isText(value.title)
    ? []
    : [['title', `gives the ${kind} "${value.id ?? value.type}" no title in both languages`, bothLanguages]];

const handled = (value: Value, key: string, kind: string): Said[] =>
  typeof value[key] === 'function'
    ? []
    : [[key, `has the ${kind} "${value.id ?? value.type ?? value.path}" without ${key}()`, `Write ${key}`]];

const checksByPoint: Record<string, (value: Value, plugin: string) => Said[]> = {
  [momentTypes.id]: (value) => {
    const { type, version, stage, schema, upcast = {} } = value;
    const older = Number.isInteger(version)
      ? Array.from({ length: Math.max(0, (version as number) - 1) }, (_, i) => i + 1)
      : [];
    return [
      ...said(
        typeof type === 'string' && /^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/.test(type),
        'type',
        `has the moment type "${type}"`,
        'Use lower-case words joined by dots or dashes',
      ),
      ...said(
        Number.isInteger(version) && (version as number) >= 1,
        'version',
        `gives the moment type "${type}" the version ${version}`,
        'Count versions from 1',
      ),
      ...said(
        stages.includes(stage as (typeof stages)[number]),
        'stage',
        `gives the moment type "${type}" the stage "${stage}"`,
        `Use one of ${stages.join(', ')}`,
      ),
      ...said(
        isRecord(schema),
        'schema',
        `gives the moment type "${type}" no schema`,
        'Describe its data by Type.Object({ … })',
      ),
      ...older
        .filter((from) => typeof (upcast as Record<number, unknown>)[from] !== 'function')
        .map(
          (from): Said => [
            'upcast',
            `can't raise "${type}" from version ${from} to ${from + 1}`,
            `Write upcast: { ${from}: (data) => … }`,
          ],
        ),
      ...titled(value, 'moment type'),
      ...handled(value, 'summary', 'moment type'),
    ];
  },
  [subscriber.id]: (value, plugin) => [
    ...ownId(value, plugin, 'subscriber'),
    ...titled(value, 'subscriber'),
    ...handled(value, 'handle', 'subscriber'),
    ...said(
      value.from === 'beginning' || value.from === 'now',
      'from',
      `starts the subscriber "${value.id}" from "${value.from}"`,
      "Write from: 'beginning' or from: 'now'",
    ),
  ],
  [jobs.id]: (value, plugin) => [
    ...ownId(value, plugin, 'job'),
    ...titled(value, 'job'),
    ...handled(value, 'handle', 'job'),
  ],
  [channels.id]: (value) => {
    const { id, args, contact, atOnce = 1 } = value;
    return [
      ...said(
        typeof id === 'string' && /^[a-z][a-z0-9-]{0,39}$/.test(id),
        'id',
        `has the channel "${id}"`,
        'Call it by what consents name: lower-case letters, digits and dashes, such as "email"',
      ),
      ...said(
        isRecord(args),
        'args',
        `gives the channel "${id}" no args`,
        'Describe what a message is made of by Type.Object({ … })',
      ),
      ...said(
        typeof contact === 'string',
        'contact',
        `says not where the channel "${id}" reaches people`,
        "Name a kind of identifier: contact: 'email'",
      ),
      ...said(
        Number.isInteger(atOnce) && (atOnce as number) >= 1,
        'atOnce',
        `hands over ${atOnce} messages at once on the channel "${id}"`,
        'Write a whole number from 1',
      ),
      ...titled(value, 'channel'),
      ...handled(value, 'send', 'channel'),
    ];
  },
  [connectors.id]: (value, plugin) => {
    const { id, args, receive, pull, pullEvery, rate } = value;
    const { requests, per } = isRecord(rate) ? rate : { requests: 1, per: 1 };
    return [
      ...said(
        id === plugin ||
          (typeof id === 'string' && id.startsWith(`${plugin}.`) && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(id)),
        'id',
        `has the connector "${id}", whose id is not its own`,
        `Call it "${plugin}", or like "${plugin}.name" where there are several`,
      ),
      ...said(
        isRecord(args) && args.type === 'object',
        'args',
        `gives the connector "${id}" no args`,
        'Describe what a connection is configured with by Type.Object({ … })',
      ),
      ...said(
        countSecrets(args) === secretFields(args).length,
        'args',
        `gives the connector "${id}" a secret inside a list or a choice, where it has no place of its own`,
        'Move what is marked x-secret to a property of an object',
      ),
      ...said(
        typeof receive === 'function' || typeof pull === 'function',
        'receive',
        `has the connector "${id}", to which nothing comes`,
        'Write receive, pull or both',
      ),
      ...said(
        pullEvery === undefined || (typeof pull === 'function' && isPositive(pullEvery)),
        'pullEvery',
        `pulls by the connector "${id}" every ${pullEvery} minutes`,
        'Write a number of minutes above 0, beside pull',
      ),
      ...said(
        isPositive(requests) && isPositive(per),
        'rate',
        `gives the connector "${id}" a rate of ${requests} requests in ${per} seconds`,
        'Write rate: { requests: 2, per: 1 }, both above 0',
      ),
      ...titled(value, 'connector'),
      ...said(
        isText(value.description),
        'description',
        `gives the connector "${id}" no description in both languages`,
        'Write description: { en: …, fr: … }',
      ),
      ...['identity', 'check', 'map'].flatMap((key) => handled(value, key, 'connector')),
    ];
  },
  [sendRules.id]: (value, plugin) => [
    ...ownId(value, plugin, 'send rule'),
    ...titled(value, 'send rule'),
    ...handled(value, 'decide', 'send rule'),
  ],
  [routes.id]: (value, plugin) => {
    const { method, path, permission, params } = value;
    const named = [...String(path).matchAll(/\{([^}]*)\}/g)].map(([, name]) => name!);
    const declared = isRecord(params) && isRecord(params.properties) ? Object.keys(params.properties) : [];
    return [
      ...said(
        typeof path === 'string' && `${path}/`.startsWith(`/api/x/${plugin}/`),
        'path',
        `has the route ${path}, outside its own paths`,
        `Begin it with /api/x/${plugin}/`,
      ),
      ...said(
        ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method as string),
        'method',
        `has the route ${path} for ${method}`,
        'Use GET, POST, PUT, PATCH or DELETE',
      ),
      ...said(
        permission === null || typeof permission === 'string',
        'permission',
        `says not who may use the route ${path}`,
        "Write a permission's id, or null for everybody",
      ),
      ...said(
        named.toSorted().join() === declared.toSorted().join(),
        'params',
        `names ${list(named)} in the path ${path}, and ${list(declared)} in params`,
        'Describe each parameter of the path in params: Type.Object({ … })',
      ),
      ...handled(value, 'handler', 'route'),
    ];
  },
};

const said = (isRight: boolean, ...[key, what, mend]: Said): Said[] => (isRight ? [] : [[key, what, mend]]);
const isPositive = (value: unknown) => typeof value === 'number' && value > 0;
const list = (names: readonly string[]) =>
  names.length > 0 ? names.map((name) => `"${name}"`).join(', ') : 'nothing';
