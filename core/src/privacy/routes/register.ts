import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { defineRoute } from '../../http/route.ts';
import { languageOf, languageQuery } from '../../moment/format/language.ts';
import { TextSchema } from '../../text.ts';
import { lawfulBases } from '../processing.ts';
import { registerCsv, registerPage } from '../register/page.ts';

const RegisterSchema = Type.Object(
  {
    generatedAt: Type.String({ format: 'date-time' }),
    activities: Type.Array(
      Type.Object({
        id: Type.String(),
        plugin: Type.Object({ id: Type.String(), title: TextSchema }),
        title: TextSchema,
        purpose: TextSchema,
        basis: Type.Enum([...lawfulBases]),
        persons: Type.Array(TextSchema),
        categories: Type.Array(TextSchema),
        recipients: Type.Array(TextSchema),
        transfers: Type.Optional(Type.Array(TextSchema)),
        retention: TextSchema,
        tables: Type.Optional(Type.Array(Type.String())),
      }),
    ),
    unaccounted: Type.Array(
      Type.Object({
        owner: Type.String(),
        table: Type.String(),
        installed: Type.Boolean({ description: 'False where the plugin was removed.' }),
      }),
      { description: 'Tables with persons that no activity names.' },
    ),
  },
  { $id: 'ProcessingRegister' },
);

export const registerRoute = ({ privacy, config }: Core) =>
  defineRoute({
    method: 'GET',
    path: '/api/privacy/register',
    summary: 'The register of processing activities',
    description:
      'Article 30 GDPR, made from what core and the enabled plugins declare: JSON, a page to print, or CSV.',
    tag: 'Privacy',
    permission: 'privacy.read',
    query: Type.Object(
      {
        format: Type.Optional(Type.Enum(['json', 'html', 'csv'], { default: 'json' })),
        lang: languageQuery,
      },
      { additionalProperties: false },
    ),
    responses: { 200: { description: 'The register.', schema: RegisterSchema } },
    async handler({ query: { format = 'json', lang }, raw }) {
      const register = await privacy.register();
      if (format === 'json') return register;
      const language = languageOf(lang, raw.headers, config.locale.language);
      return format === 'html'
        ? new Response(registerPage(register, language), {
            headers: {
              'content-type': 'text/html; charset=utf-8',
              'content-security-policy':
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            },
          })
        : new Response(registerCsv(register, language), {
            headers: {
              'content-type': 'text/csv; charset=utf-8',
              'content-disposition': 'attachment; filename="register.csv"',
            },
          });
    },
  });
