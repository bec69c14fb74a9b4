import { Type } from 'typebox';
import { readJson } from '../../http/body.ts';
import type { Core } from '../../http/core.ts';
import { problem } from '../../http/problem.ts';
import { defineRoute, reply } from '../../http/route.ts';
import { eventOfHeaders, fromCloudEvent, isBinaryEvent } from '../format/cloud-event.ts';
import { unpacked } from '../format/content-encoding.ts';
import { repointed } from '../format/point.ts';
import type { Fate, Ingest } from '../moment.ts';
import { rejected } from '../prepare.ts';
import {
  CloudEventSchema,
  FateSchema,
  FatesSchema,
  LineFateSchema,
  MomentArraySchema,
  MomentInputSchema,
} from './moment-schemas.ts';
import { streamFates } from './stream-fates.ts';

/** Moments at most in an array. */
const most = 1_000;

const bodies = {
  'application/json': {
    description: `A moment, or an array of up to ${most}. With ce- headers it is the data of a CloudEvent in binary mode.`,
    schema: Type.Union([MomentInputSchema, MomentArraySchema]),
  },
  'application/x-ndjson': {
    description: 'A moment on each line, as many as you like: they are recorded as they come.',
    schema: MomentInputSchema,
  },
  'application/cloudevents+json': { description: 'A CloudEvent 1.0.', schema: CloudEventSchema },
  'application/cloudevents-batch+json': {
    description: `Up to ${most} CloudEvents.`,
    schema: Type.Array(CloudEventSchema, { maxItems: most }),
  },
};

export const recordRoute = ({ moments, config, log }: Core) =>
  defineRoute({
    method: 'POST',
    path: '/api/moments',
    summary: 'Record moments',
    description:
      '`(source, id)` makes a moment one: sent again it is a `duplicate`, with other content a `conflict`. One moment is answered by its status; of several each has its fate, and what is wrong with one holds up no other. NDJSON is answered by NDJSON, a line for each, while it is read: read the answer while you send. Bodies may come with `Content-Encoding: gzip`.',
    tag: 'Moments',
    permission: 'moments.write',
    query: Type.Object({
      live: Type.Optional(
        Type.Boolean({
          default: true,
          description: "false for imports and backfills: nobody is thanked today for last year's receipt.",
        }),
      ),
    }),
    rawBody: bodies,
    responses: {
      200: {
        description: 'One that was there already; or the fates of several.',
        schema: Type.Union([FateSchema, FatesSchema, LineFateSchema]),
      },
      201: { description: 'One that is new.', schema: FateSchema },
      409: { description: 'One that was recorded with other content.' },
      413: { description: 'The body is too large. NDJSON has no limit of its own.' },
      422: { description: 'One that something is wrong with.' },
    },
    writes: 'own',
    unaudited: true,
    async handler({ raw, query: { live = true } }) {
      const request = unpacked(raw);
      const type = mediaType(raw.headers);
      if (type === 'application/x-ndjson') return streamFates(request, { moments, live, log });

      const body = await readJson(request, config.http.bodyLimit);
      if (isBinaryEvent(raw.headers))
        return one(await recordEvents(moments, [eventOfHeaders(raw.headers, body)], live));
      if (type === 'application/cloudevents+json') return one(await recordEvents(moments, [body], live));
      if (type === 'application/cloudevents-batch+json') {
        if (!Array.isArray(body))
          throw problem('CHL_INPUT_INVALID', { detail: 'a batch is an array', pointer: '' });
        return several(await recordEvents(moments, atMost(body), live));
      }
      return Array.isArray(body)
        ? several(await moments.record(atMost(body), { live }))
        : one([await moments.recordOne(body, { live })]);
    },
  });

const mediaType = (headers: Headers) =>
  (headers.get('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();

function atMost<T>(items: readonly T[]): readonly T[] {
  if (items.length <= most) return items;
  throw problem('CHL_INPUT_INVALID', {
    detail: `${items.length} came; an array takes ${most}`,
    pointer: '',
    mend: `Send arrays of up to ${most}, or all in one as application/x-ndjson, a moment on each line.`,
  });
}

async function recordEvents(moments: Ingest, events: readonly unknown[], live: boolean): Promise<Fate[]> {
  const read = events.map(fromCloudEvent);
  const items = read.flatMap((one) => ('item' in one ? [one.item] : []));
  const recorded =
    items.length === 1
      ? [await moments.recordOne(items[0], { live })]
      : await moments.record(items, { live });
  let next = 0;
  return read.map((one, index) => {
    if (!('item' in one)) return rejected(events[index], one);
    return repointed(recorded[next++]!, (pointer) => {
      const moved = one.pointers.find(([from]) => pointer === from || pointer.startsWith(`${from}/`));
      return moved ? moved[1] : pointer;
    });
  });
}

/** One moment's fate is the answer's status. */
function one([fate]: Fate[]) {
  if (!('problem' in fate!)) return reply(fate!.fate === 'recorded' ? 201 : 200, fate);
  const { problem: found, ...names } = fate;
  return reply(
    found.status as number,
    { ...found, ...names },
    { 'content-type': 'application/problem+json' },
  );
}

function several(fates: readonly Fate[]) {
  const counts = { recorded: 0, duplicate: 0, conflict: 0, rejected: 0 };
  for (const { fate } of fates) counts[fate] += 1;
  return { results: fates.map((fate, index) => repointed(fate, (pointer) => `/${index}${pointer}`)), counts };
}
