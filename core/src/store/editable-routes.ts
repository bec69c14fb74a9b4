import { type Static, type TObject, type TSchema, Type } from 'typebox';
import type { RequestContext } from '../context.ts';
import { afterCursor, isText, pageOf, pageQuery, pageSchema } from '../http/page.ts';
import { changedMeanwhile, etagOf, expectedVersion } from '../http/precondition.ts';
import { problem } from '../http/problem.ts';
import { defineRoute, type Route, reply } from '../http/route.ts';
import type { Within } from './store-registry.ts';

interface Coded {
  code: string;
  version: number;
}

/** Something with a code that people list, look at, create and change. */
export interface Editable<
  T extends Coded,
  New extends TObject,
  Change extends TObject,
  Filters extends TObject,
> {
  /** `/api/stores` */
  path: string;
  /** One and many, in English: `store`, `stores`. */
  one: string;
  many: string;
  tag: string;
  permissions: { read: string; write: string };
  schemas: { row: TSchema; create: New; change: Change; filters: Filters };
  /** Whoever may read in some stores only is given what is of these. Where absent, they are refused. */
  readsByStore?: boolean;
  /** @param page.within ids of the only stores to tell of */
  list(page: { after?: string | undefined; limit: number } & Within & Static<Filters>): Promise<T[]>;
  get(code: string, within?: Within): Promise<T | undefined>;
  create(input: Static<New>): Promise<T>;
  change(code: string, version: number, change: Static<Change>): Promise<T | undefined>;
}

/** The four paths by which something is edited, the same for brands, stores and staff. */
export function editableRoutes<
  T extends Coded,
  New extends TObject,
  Change extends TObject,
  F extends TObject,
>({
  path,
  one,
  many,
  tag,
  permissions,
  schemas,
  readsByStore = false,
  list,
  get,
  create,
  change,
}: Editable<T, New, Change, F>): Route[] {
  const params = Type.Object({ code: Type.String() });
  const permissionScope = readsByStore ? 'somewhere' : 'everywhere';
  const withinOf = ({ principal }: RequestContext): Within => {
    const held = principal.storesFor(permissions.read);
    return held === 'everywhere' ? {} : { within: held };
  };
  /** In the audit trail. */
  const subject = one.replaceAll(' ', '-');
  const found = async (code: string, within?: Within): Promise<T> => {
    const row = await get(code, within);
    if (!row) throw problem('CHL_NOT_FOUND', { detail: `no ${one} has this code` });
    return row;
  };
  const told = (row: T, status = 200) => reply(status, row, { etag: etagOf(row.version) });
  const at = (code: string) => `${path}/${encodeURIComponent(code)}`;

  return [
    defineRoute({
      method: 'GET',
      path,
      summary: `List ${many}, in order of their codes`,
      tag,
      permission: permissions.read,
      permissionScope,
      query: Type.Object({ ...pageQuery, ...schemas.filters.properties }),
      responses: { 200: { description: 'A page.', schema: pageSchema(schemas.row) } },
      async handler({ query }, context) {
        const { cursor, limit, ...filters } = query as { cursor?: string; limit: number } & Static<F>;
        const after = afterCursor(cursor, isText);
        const rows = await list({
          ...(filters as Static<F>),
          ...withinOf(context),
          after,
          limit: limit + 1,
        });
        return pageOf(rows, limit, ({ code }) => code);
      },
    }),
    defineRoute({
      method: 'POST',
      path,
      summary: `Create a ${one}`,
      tag,
      permission: permissions.write,
      body: schemas.create,
      responses: { 201: { description: 'Created.', schema: schemas.row } },
      async handler({ body, audit }) {
        const row = await create(body);
        audit({ kind: subject, id: row.code, changes: { fields: Object.keys(body as object) } });
        return reply(201, row, { etag: etagOf(row.version), location: at(row.code) });
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${path}/{code}`,
      summary: `Get a ${one}`,
      tag,
      permission: permissions.read,
      permissionScope,
      params,
      responses: { 200: { description: 'With its ETag.', schema: schemas.row } },
      async handler({ params: { code }, audit }, context) {
        const row = await found(code, withinOf(context));
        audit({ kind: subject, id: code });
        return told(row);
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: `${path}/{code}`,
      summary: `Change a ${one}`,
      description: 'If-Match must carry the ETag that the change was made from. What is left out stays.',
      tag,
      permission: permissions.write,
      params,
      body: schemas.change,
      conditional: true,
      responses: { 200: { description: 'As it is now.', schema: schemas.row } },
      async handler(request) {
        const { code } = request.params;
        const before = await found(code);
        const row = await change(code, expectedVersion(request, before.version), request.body);
        if (!row) throw changedMeanwhile((await found(code)).version);
        request.audit({ kind: subject, id: code, changes: { fields: Object.keys(request.body as object) } });
        return told(row);
      },
    }),
  ];
}
