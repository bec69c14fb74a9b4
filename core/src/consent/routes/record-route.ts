import { Type } from 'typebox';
import { readJson } from '../../http/body.ts';
import type { Core } from '../../http/core.ts';
import { problem } from '../../http/problem.ts';
import { defineRoute, reply } from '../../http/route.ts';
import type { ConsentFate } from '../consents.ts';
import {
  ConsentArraySchema,
  ConsentFateSchema,
  ConsentFatesSchema,
  ConsentInputExampleSchema,
} from './consent-schemas.ts';

/** Consents at most in an array. */
const most = 1_000;

export const recordRoute = ({ consents, config }: Core) =>
  defineRoute({
    method: 'POST',
    path: '/api/consents',
    summary: 'Record what people agreed to, refused or withdrew',
    description:
      '`(source, id)` makes a consent one: sent again it is a `duplicate`, with other content a `conflict`. One is answered by its status; of several each has its fate, and what is wrong with one holds up no other. Records never change: what is said later is another record.',
    tag: 'Consent',
    permission: 'consents.write',
    rawBody: {
      'application/json': {
        description: `A consent, or an array of up to ${most}.`,
        schema: Type.Union([ConsentInputExampleSchema, ConsentArraySchema]),
      },
    },
    responses: {
      200: {
        description: 'One that was there already; or the fates of several.',
        schema: Type.Union([ConsentFateSchema, ConsentFatesSchema]),
      },
      201: { description: 'One that is new.', schema: ConsentFateSchema },
      409: { description: 'One that was recorded with other content.' },
      422: { description: 'One that something is wrong with.' },
    },
    writes: 'own',
    async handler({ raw, audit }) {
      const body = await readJson(raw, config.http.bodyLimit);
      if (Array.isArray(body) && body.length > most) {
        throw problem('CHL_INPUT_INVALID', {
          detail: `${body.length} came; an array takes ${most}`,
          pointer: '',
          mend: `Send arrays of up to ${most}.`,
        });
      }
      const fates = await consents.record(Array.isArray(body) ? body : [body]);
      const recorded = fates.flatMap((fate) => (fate.fate === 'recorded' ? fate.consent : []));
      audit({ kind: 'consent', id: recorded });
      return Array.isArray(body) ? several(fates) : one(fates[0]!);
    },
  });

/** One consent's fate is the answer's status. */
function one(fate: ConsentFate) {
  if (!('problem' in fate)) return reply(fate.fate === 'recorded' ? 201 : 200, fate);
  const { problem: found, ...names } = fate;
  return reply(
    found.status as number,
    { ...found, ...names },
    { 'content-type': 'application/problem+json' },
  );
}

function several(fates: readonly ConsentFate[]) {
  const counts = { recorded: 0, duplicate: 0, conflict: 0, rejected: 0 };
  for (const { fate } of fates) counts[fate] += 1;
  return { results: fates.map((fate, index) => ('problem' in fate ? pointed(fate, index) : fate)), counts };
}

const pointed = (fate: Extract<ConsentFate, { problem: unknown }>, index: number): ConsentFate => {
  const {
    pointer = '',
    errors,
    ...rest
  } = fate.problem as {
    pointer?: string;
    errors?: { pointer: string; message: string }[];
  };
  return {
    ...fate,
    problem: {
      ...rest,
      pointer: `/${index}${pointer}`,
      ...(errors
        ? { errors: errors.map((error) => ({ ...error, pointer: `/${index}${error.pointer}` })) }
        : {}),
    },
  };
};
