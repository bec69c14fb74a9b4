import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { defineRoute, type Route } from '../../http/route.ts';
import { TextSchema } from '../../text.ts';

const PanelSchema = Type.Object(
  {
    locale: Type.Object(
      {
        country: Type.String(),
        timeZone: Type.String(),
        currency: Type.String(),
        language: Type.Enum(['fr', 'en']),
      },
      { description: 'The deployment’s own.' },
    ),
    notice: Type.Union([TextSchema, Type.Null()], {
      description: 'What every page says at its top.',
    }),
    providers: Type.Array(Type.Object({ id: Type.String(), title: Type.String() }), {
      description: 'Whom users may sign in through.',
    }),
  },
  { $id: 'Panel' },
);

/** What the panel shows before anybody has signed in: nothing that is secret. */
export const panelRoutes = ({ config }: Core): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/panel',
    summary: 'What the panel needs before anybody signs in',
    tag: 'Access',
    permission: null,
    unaudited: true,
    responses: { 200: { description: 'The same for everybody.', schema: PanelSchema } },
    handler: async () => ({
      locale: config.locale,
      notice: config.panel.notice,
      providers: config.access.oidc.map(({ id, title }) => ({ id, title })),
    }),
  }),
];
