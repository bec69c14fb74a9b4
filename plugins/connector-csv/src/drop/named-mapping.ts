import type { Context } from '@chaland/core';
import { isShipped, mappingOf, savedMapping } from '../mapping/library.ts';
import { problem } from '../problem.ts';
import type { FileDropArgs } from './args.ts';

/**
 * The args with the mapping that they name, as it is saved now.
 * @throws CSV_MAPPING_UNKNOWN
 */
export async function completed(args: FileDropArgs, context: Pick<Context, 'db'>): Promise<FileDropArgs> {
  const { savedMapping: id } = args;
  if (id === undefined) return args;
  const found = isShipped(id) ? await mappingOf(context, id) : await savedMapping(context, id);
  if (!found) {
    throw problem('CSV_MAPPING_UNKNOWN', {
      pointer: '/savedMapping',
      detail: `no mapping is saved as "${id}"`,
      says: {
        en: `No mapping is saved as "${id}".`,
        fr: `Aucune correspondance n’est enregistrée sous « ${id} ».`,
      },
    });
  }
  return { ...args, mapping: JSON.stringify(found.mapping) };
}

/** Of args that are complete. @throws CSV_MAPPING_MISSING */
export function theMapping({ mapping }: FileDropArgs): string {
  if (mapping === undefined) throw problem('CSV_MAPPING_MISSING');
  return mapping;
}
