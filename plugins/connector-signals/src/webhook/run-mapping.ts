import type { Brought, BroughtRecords, Text } from '@chaland/core';
import { problem } from '../problem.ts';
import { Evaluator, type MappingFault } from './evaluator.ts';

const evaluator = new Evaluator();

/**
 * What a mapping makes of a body. A list of one is a single value in JSONata, so records may come alone.
 * @throws SIGNALS_MAPPING with the place in the mapping; what the body holds isn't told
 */
export async function runMapping(
  mapping: string,
  json: string,
  bindings: Record<string, unknown>,
): Promise<Brought> {
  const answer = await evaluator.evaluate({ mapping, json, bindings });
  if ('fault' in answer) throw problem('SIGNALS_MAPPING', { detail: placed(answer.fault, mapping) });
  if (answer.json === undefined)
    return { ignored: { en: 'the mapping gave nothing', fr: 'la correspondance n’a rien donné' } };
  const result: unknown = JSON.parse(answer.json);
  if (typeof result !== 'object' || result === null || Array.isArray(result)) {
    throw problem('SIGNALS_MAPPING', {
      detail: 'it gives no object of records, such as { "moments": [ … ] }',
    });
  }
  if ('ignored' in result) return { ignored: result.ignored as Text | string };
  const records = Object.entries(result)
    .filter(([, value]) => value !== null)
    .map(([kind, value]) => [kind, recordsOf(kind, value)]);
  return Object.fromEntries(records) as BroughtRecords;
}

function recordsOf(kind: string, value: unknown): unknown[] {
  const list = Array.isArray(value) ? value : [value];
  if (list.some((one) => typeof one !== 'object' || one === null)) {
    throw problem('SIGNALS_MAPPING', { detail: `it gives "${kind}" that are no records` });
  }
  return list;
}

/** Whether it is a mapping at all. @returns what is wrong */
export async function faultIn(mapping: string): Promise<string | undefined> {
  const answer = await evaluator.evaluate({ mapping, bindings: {} });
  return 'fault' in answer ? placed(answer.fault, mapping) : undefined;
}

/** Messages about values quote them, which may be anybody's: only those about the mapping itself are told. */
function placed({ code, message, position, token }: MappingFault, mapping: string): string {
  const says = /^(S\d|T100[5-8]|TIMEOUT|MEMORY|TOO_LARGE|IMPURE|U10)/.test(code)
    ? message
    : `JSONata ${code}`;
  const near = token ? ` near "${token.slice(0, 40)}"` : '';
  if (position === undefined) return `${says}${near}`;
  const before = mapping.slice(0, position).split('\n');
  return `line ${before.length}, column ${before.at(-1)!.length + 1}${near}: ${says}`;
}
