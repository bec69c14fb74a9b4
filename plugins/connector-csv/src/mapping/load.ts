import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { didYouMean, exactly, type Fault } from '@chaland/core';
import { problem } from '../problem.ts';
import type { Mapping } from './mapping.ts';
import { mappingSchema } from './schema.ts';
import { told } from './scope.ts';

export interface LoadedMapping {
  mapping: Mapping;
  /** SHA-256: another mapping makes another import of the same file. */
  digest: Buffer;
}

/** Reads a mapping file. @throws CSV_MAPPING_MISSING, CSV_MAPPING_INVALID with every fault */
export async function loadMapping(file: string | undefined): Promise<LoadedMapping> {
  if (!file) throw problem('CSV_MAPPING_MISSING');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw problem('CSV_MAPPING_INVALID', { detail: `${file} cannot be read: ${code}`, cause: error });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw problem('CSV_MAPPING_INVALID', {
      detail: `it is not JSON: ${(error as Error).message}`,
      cause: error,
    });
  }
  return { mapping: checkMapping(value), digest: createHash('sha256').update(text).digest() };
}

const check = exactly(mappingSchema);
const words = wordsOf(mappingSchema);

/** The value as a mapping. @throws CSV_MAPPING_INVALID with every fault and its pointer */
export function checkMapping(value: unknown): Mapping {
  const faults = check(value)
    // `if` only says that one of the others failed.
    ?.filter(({ message }) => !/^must match "(then|else)" schema$/.test(message))
    .map(withGuess);
  if (faults?.length) throw problem('CSV_MAPPING_INVALID', told(faults));
  const mapping = value as Mapping;
  if (!mapping.moments && Object.keys(mapping.records ?? {}).length === 0) {
    const message = 'it makes nothing of the rows: give it "moments" or "records"';
    throw problem('CSV_MAPPING_INVALID', told([{ pointer: '', message }]));
  }
  return mapping;
}

/** For a misspelt field, the word that was probably meant. */
function withGuess({ pointer, message }: Fault): Fault {
  // Only an operation that doesn't exist is refused by a schema that is `false`.
  if (message !== 'is not a known field' && message !== 'boolean schema is false') {
    return { pointer, message: `${pointer || 'the mapping'} ${message}` };
  }
  const word = pointer.slice(pointer.lastIndexOf('/') + 1);
  return { pointer, message: `"${word}" is not a known field. ${didYouMean(word, words)}`.trim() };
}

/** Every field name in a schema. */
function wordsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own =
    'properties' in schema && typeof schema.properties === 'object'
      ? Object.keys(schema.properties ?? {})
      : [];
  return [...new Set([...own, ...Object.values(schema).flatMap(wordsOf)])];
}
