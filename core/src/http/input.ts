import { readJson } from './body.ts';
import type { Exchange } from './exchange.ts';
import { pointerTo } from './pointer.ts';
import { type Fault, problem } from './problem.ts';
import type { Route } from './route.ts';
import { coerced, exactly, type Validate } from './validate.ts';

/** Reads and checks what a request brings for a route. */
export type ReadInput = (
  request: Exchange,
  params: Record<string, string>,
  search: string,
) => Promise<void> | void;

/**
 * @param bodyLimit bytes of a JSON body at most
 * @returns a function that fills in a request's params, query and body, at once where there is no body to wait for
 * @throws (the function) CHL_INPUT_INVALID, and what reading a body throws
 */
export function inputReader(route: Route, bodyLimit: number): ReadInput {
  const checkParams = route.params && coerced(route.params);
  const checkQuery = route.query && coerced({ additionalProperties: false, ...route.query });
  const checkBody = route.body && exactly(route.body);
  const raw = Object.keys(route.rawBody ?? {});

  return (request, params, search) => {
    request.params = params;
    if (checkParams) check(checkParams, params, 'path');
    if (checkQuery) {
      const query = search ? queryOf(search) : {};
      check(checkQuery, query, 'query');
      request.query = query;
    } else if (search) {
      const [name = ''] = new URLSearchParams(search).keys();
      throw invalid([{ pointer: pointerTo(name), message: 'is not a known field' }], 'query');
    } else request.query = {};
    if (route.bodyOptional && isBodiless(request.raw)) return;
    if (checkBody || raw.length > 0) return readBody(request);
  };

  async function readBody(request: Exchange): Promise<void> {
    const { headers } = request.raw;
    const type = (headers.get('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();
    if (raw.includes(type)) return;
    if (
      !checkBody ||
      (type !== 'application/json' && !(type.startsWith('application/') && type.endsWith('+json')))
    ) {
      throw problem('CHL_MEDIA_TYPE_UNSUPPORTED', {
        detail: `${type ? `"${type}"` : 'a body without Content-Type'} came; this path takes ${[
          ...(checkBody ? ['application/json'] : []),
          ...raw,
        ].join(', ')}`,
      });
    }
    const body = await readJson(request.raw, bodyLimit);
    check(checkBody, body);
    request.body = body;
  }
}

const isBodiless = ({ headers }: Request): boolean =>
  headers.get('content-length') === '0' ||
  ['content-type', 'content-length', 'transfer-encoding'].every((name) => headers.get(name) === null);

type Part = 'path' | 'query';

function check(validate: Validate, value: unknown, part?: Part): void {
  const faults = validate(value);
  if (faults) throw invalid(faults, part);
}

/** Pointers into a path or query begin with its name; into a body they begin at the body. */
function invalid(faults: readonly Fault[], part?: Part) {
  const errors = faults.map(({ pointer, message }) => ({
    pointer: part ? `/${part}${pointer}` : pointer,
    message,
  }));
  const { pointer, message } = errors[0]!;
  return problem('CHL_INPUT_INVALID', {
    detail: `${pointer === '' ? 'the body' : pointer} ${message}`,
    pointer,
    ...(errors.length > 1 ? { errors } : {}),
  });
}

/** A name that comes several times is a list. */
function queryOf(search: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(search)) {
    const before = query[name];
    query[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return { ...query };
}
