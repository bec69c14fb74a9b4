import { existsSync } from 'node:fs';
import { Problem, route, Type } from '@chaland/core';
import { compileMapping } from '../mapping/compile.ts';
import { type LibraryMapping, listMappings } from '../mapping/library.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { writeImports } from '../permissions.ts';
import { problem } from '../problem.ts';
import { openFile } from '../read/file.ts';
import { filesOf } from '../upload/folder.ts';

/** Mappings that are tried at most: each reads the first line of the file. */
const most = 100;

export const fittingMappings = route({
  method: 'GET',
  path: '/api/x/connector-csv/imports/{id}/mappings',
  summary: 'Which mappings fit an uploaded file, by its columns',
  description: `Of the first ${most} mappings, those that fit come first.`,
  tag: 'CSV files',
  permission: writeImports,
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  responses: {
    200: {
      description: 'All that were tried',
      schema: Type.Object({
        items: Type.Array(
          Type.Object({
            id: Type.String(),
            title: Type.Union([Type.String(), Type.Null()]),
            fits: Type.Boolean(),
            why: Type.Union([Type.String(), Type.Null()], { description: "Why it doesn't fit" }),
          }),
        ),
      }),
    },
  },
  async handler({ params: { id } }, context) {
    const { upload } = filesOf(id);
    if (!existsSync(upload)) throw problem('CSV_FILE_GONE');
    const items = [];
    for (const found of await listMappings(context, undefined, most)) {
      const why = await faultOf(upload, found);
      items.push({ id: found.id, title: found.mapping.title ?? null, fits: why === null, why });
    }
    return { items: items.sort((a, b) => Number(b.fits) - Number(a.fits)) };
  },
});

/** @returns null where the file has every column that the mapping uses */
async function faultOf(file: string, { mapping }: LibraryMapping): Promise<string | null> {
  try {
    const { columns, close } = await openFile(file, (mapping as Mapping).file);
    try {
      compileMapping(mapping as Mapping, columns);
      return null;
    } finally {
      await close();
    }
  } catch (error) {
    if (error instanceof Problem) return error.details.detail ?? error.type.title;
    throw error;
  }
}
