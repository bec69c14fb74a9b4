import { Type } from 'typebox';
import { readJson } from '../../http/body.ts';
import type { Core } from '../../http/core.ts';
import type { Fault } from '../../http/problem.ts';
import { problem } from '../../http/problem.ts';
import { defineRoute, type Route, reply } from '../../http/route.ts';
import { SourcedProfileSchema } from './profile-schema.ts';
import type { ProfileFate } from './profiles.ts';

/** Profiles at most in an array. */
const most = 1_000;

const FateSchema = Type.Object(
  {
    fate: Type.Enum(['recorded', 'unchanged', 'rejected'], {
      description:
        '`unchanged`: no news; or somebody is meant as they were before they were erased, who has no profile any more. `rejected`: something is wrong with it; nothing of it was taken over.',
    }),
    source: Type.Optional(Type.String()),
    id: Type.Optional(Type.String({ description: 'As it was sent.' })),
    profile: Type.Optional(
      Type.String({ format: 'uuid', description: 'The person as the source sees them.' }),
    ),
    customer: Type.Optional(Type.String({ format: 'uuid', description: 'Whose profile it is.' })),
    problem: Type.Optional(
      Type.Object(
        { code: Type.String(), title: Type.String(), status: Type.Integer() },
        {
          additionalProperties: true,
          description: 'RFC 9457. The pointer begins at the body: `/517/identifiers/0/value` in an array.',
        },
      ),
    ),
  },
  { $id: 'ProfileFate' },
);

const count = Type.Integer();
const FatesSchema = Type.Object(
  {
    results: Type.Array(FateSchema, { description: 'One for each item, in order.' }),
    counts: Type.Object({ recorded: count, unchanged: count, rejected: count }),
  },
  { $id: 'ProfileFates' },
);

/** What sources say of people, over HTTP. */
export const profileRoutes = ({ profiles, config }: Core): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/api/profiles',
    summary: 'Tell what a source knows of people',
    description:
      'For what is known of somebody whatever happened: a customer file, a changed address. Of each attribute the statement with the latest `time` counts, in whatever order they are sent, and null says that there is none any more. Sent again, nothing changes. One is answered by its status; of several each has its fate, and what is wrong with one holds up no other.',
    tag: 'Customers',
    permission: 'moments.write',
    rawBody: {
      'application/json': {
        description: `What is known of one person, or an array of up to ${most}.`,
        schema: Type.Union([
          SourcedProfileSchema,
          Type.Array(SourcedProfileSchema, { minItems: 1, maxItems: most }),
        ]),
      },
    },
    responses: {
      200: {
        description: 'One that was no news; or the fates of several.',
        schema: Type.Union([FateSchema, FatesSchema]),
      },
      201: { description: 'One that was news.', schema: FateSchema },
      422: { description: 'One that something is wrong with.' },
    },
    writes: 'own',
    unaudited: true,
    async handler({ raw }) {
      const body = await readJson(raw, config.http.bodyLimit);
      if (!Array.isArray(body)) return one((await profiles.record([body]))[0]!);
      if (body.length > most) {
        throw problem('CHL_INPUT_INVALID', {
          detail: `${body.length} came; an array takes ${most}`,
          pointer: '',
          mend: `Send arrays of up to ${most}.`,
        });
      }
      return several(await profiles.record(body));
    },
  }),
];

/** One profile's fate is the answer's status. */
function one(fate: ProfileFate) {
  if (fate.fate !== 'rejected') return reply(fate.fate === 'recorded' ? 201 : 200, fate);
  const { problem: found, ...names } = fate;
  return reply(
    found.status as number,
    { ...found, ...names },
    { 'content-type': 'application/problem+json' },
  );
}

function several(fates: readonly ProfileFate[]) {
  const counts = { recorded: 0, unchanged: 0, rejected: 0 };
  for (const { fate } of fates) counts[fate] += 1;
  return {
    results: fates.map((fate, index) => (fate.fate === 'rejected' ? pointed(fate, index) : fate)),
    counts,
  };
}

function pointed(fate: Extract<ProfileFate, { fate: 'rejected' }>, index: number): ProfileFate {
  const { pointer = '', errors, ...rest } = fate.problem as { pointer?: string; errors?: Fault[] };
  const at = (fault: Fault) => ({ ...fault, pointer: `/${index}${fault.pointer}` });
  return {
    ...fate,
    problem: { ...rest, pointer: `/${index}${pointer}`, ...(errors ? { errors: errors.map(at) } : {}) },
  };
}
