import { Type } from 'typebox';
import { movedResponse, movedTo } from '../../customer/routes/moved.ts';
import type { Core } from '../../http/core.ts';
import { problem } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { streamed } from '../../http/streamed.ts';

export const exportRoute = ({ db, privacy }: Core) =>
  defineRoute({
    method: 'GET',
    path: '/api/customers/{id}/export',
    summary: 'Everything that is held on a person, as one archive',
    description:
      'A ZIP archive with a page to read, in the person’s language, and JSON by table and plugin: core, every plugin, ' +
      'those that were removed too, with sources, purposes and recipients. For articles 15 and 20 of the GDPR.',
    tag: 'Privacy',
    permission: 'privacy.read',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    query: Type.Object(
      {
        lang: Type.Optional(
          Type.Enum(['fr', 'en'], { description: 'Of the page; the person’s own where absent.' }),
        ),
      },
      { additionalProperties: false },
    ),
    responses: {
      200: { description: 'The archive, as a download.', mediaType: 'application/zip' },
      308: movedResponse,
    },
    async handler({ params: { id }, query: { lang }, audit }) {
      const made = await privacy.export(id, lang);
      if (!made) {
        const [merged] = await db.query<{ into: string }>(
          'select merged_into as into from chaland.customer where id = $1',
          [id],
        );
        if (merged) return movedTo(merged.into, '/export');
        if (await privacy.erasureOf(id)) throw problem('CHL_CUSTOMER_ERASED');
        throw problem('CHL_NOT_FOUND', { detail: 'no customer has this id' });
      }
      audit({ kind: 'customer', id, action: 'export' });
      return new Response(streamed(made.content), {
        headers: {
          'content-type': 'application/zip',
          'content-disposition': `attachment; filename="${made.name}"`,
        },
      });
    },
  });
