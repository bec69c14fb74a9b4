import type { Buffer } from 'node:buffer';
import type { Brought } from '@chaland/core';
import { inEnglish } from '../fault/reason.ts';
import { type CompiledMapping, compileMapping } from '../mapping/compile.ts';
import { checkMapping } from '../mapping/load.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { problem } from '../problem.ts';
import type { RowGroup } from '../sort/group-rows.ts';

/** A group of rows as a delivery holds it. */
export interface RowsDelivery extends RowGroup {
  columns: readonly string[];
}

/** A mapping that was given as text. @throws CSV_MAPPING_INVALID */
export function parseMapping(text: string): Mapping {
  try {
    return checkMapping(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw problem('CSV_MAPPING_INVALID', { detail: `it is not JSON: ${error.message}`, pointer: '/mapping' });
  }
}

/** Compiled once for all rows of a file. */
let latest: { key: string; mapping: Mapping; compiled: CompiledMapping } | undefined;

function compiledFor(text: string, columns: readonly string[]) {
  const key = JSON.stringify([text, columns]);
  if (latest?.key !== key) {
    const mapping = parseMapping(text);
    latest = { key, mapping, compiled: compileMapping(mapping, columns) };
  }
  return latest;
}

/**
 * What a group of rows becomes. What the mapping leaves out is ignored, with its reason.
 * @throws CSV_ROW_REJECTED for rows that can't be read, naming the line
 */
export function broughtByRows(body: Buffer, text: string): Brought {
  const { columns, ...group } = JSON.parse(body.toString()) as RowsDelivery;
  const { mapping, compiled } = compiledFor(text, columns);
  const { moment, records, rejected } = compiled.map(group);
  if (moment || records) {
    if (!moment) return { ...records };
    const { source: _, ...rest } = moment;
    return { ...records, moments: [rest] };
  }
  const { reason, row } = rejected.find(({ because }) => because === undefined) ?? rejected[0]!;
  const words = inEnglish(reason);
  if (mapping.reject?.some((rule) => inEnglish(rule.reason) === words)) return { ignored: reason };
  throw problem('CSV_ROW_REJECTED', { detail: `line ${row.line}: ${words}` });
}
