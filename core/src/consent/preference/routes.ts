import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { Problem } from '../../http/problem.ts';
import { defineRoute, type Route } from '../../http/route.ts';
import type { Language } from '../../text.ts';
import { asker, type CentreParts, choicesOf } from './centre.ts';
import { channelsTold } from './channels-told.ts';
import { readField } from './choice-field.ts';
import { formTypes, readForm } from './form.ts';
import { createOpener, type Opened } from './opened.ts';
import { passedOnPage } from './page/other-pages.ts';
import { preferencesPage } from './page/preferences-page.ts';
import { unsubscribedPage, unsubscribePage } from './page/unsubscribe-page.ts';
import { save } from './save.ts';
import { sellersLink } from './sellers-link.ts';
import { unsubscribe } from './unsubscribe.ts';

const mediaType = 'text/html';

/** What the pages have in common. The ledger is the record of what they change; an audit entry would hold the token. */
const page = {
  tag: 'Preference centre',
  permission: null,
  unaudited: true,
  params: Type.Object({ token: Type.String({ maxLength: 1_000, description: 'From the link' }) }),
  query: Type.Object(
    { lang: Type.Optional(Type.String({ description: '`fr` or `en`' })) },
    { additionalProperties: true },
  ),
} as const;

const responses = {
  200: { description: 'The page.', mediaType },
  404: { description: 'A page: the link was cut short, or never was.', mediaType },
  410: { description: 'A page: the link has expired, or the person was erased.', mediaType },
  429: { description: 'A page: too many links that are none came from there.', mediaType },
} as const;

/** The hosted pages where people see and change what they agreed to, by a signed link and without logging in. */
export const preferenceRoutes = (core: Core): Route[] => {
  const { links, config } = core;
  const parts: CentreParts = { ...core, extensions: core.plugins.extensions };
  const { open, unshown } = createOpener(core);
  const { timeZone } = config.locale;

  return [
    sellersLink(core),
    defineRoute({
      ...page,
      method: 'GET',
      path: '/preferences/{token}',
      summary: 'What a person agreed to, with the choice to change it',
      responses,
      async handler(request) {
        const opened = await open(request, 'preferences');
        if (opened instanceof Response) return opened;
        const { visitor, language } = opened;
        if (visitor.passedOn) return passedOnPage({ language, name: await asker(core), stopped: false });
        const shown = await choicesOf(parts, visitor, language);
        return preferencesPage({ language, timeZone, shown, refer: links.refer });
      },
    }),
    defineRoute({
      ...page,
      method: 'POST',
      path: '/preferences/{token}',
      summary: 'Save what a person changed',
      rawBody: formTypes,
      responses: { ...responses, 422: { description: 'A page: the form is none.', mediaType } },
      async handler(request) {
        const opened = await open(request, 'preferences');
        if (opened instanceof Response) return opened;
        const { link, language } = opened;
        return answering(language, async () => {
          const form = await readForm(request.raw);
          const wish = {
            fields: form('shown').flatMap((text) => readField(text) ?? []),
            on: new Set(form('on').map((key) => key.replaceAll('\r\n', '\n'))),
            stop: form('do').includes('stop'),
          };
          const saved = await save(parts, link, wish, language);
          if (!saved) return unshown('erased', language);
          const { shown, visitor, stopped } = saved;
          if (visitor.passedOn) return passedOnPage({ language, name: shown.name, stopped });
          return preferencesPage({ language, timeZone, shown, refer: links.refer, saved });
        });
      },
    }),
    defineRoute({
      ...page,
      method: 'GET',
      path: '/unsubscribe/{token}',
      summary: 'Ask whether to stop; changes nothing',
      responses,
      async handler(request) {
        const opened = await open(request, 'unsubscribe');
        if (opened instanceof Response) return opened;
        return unsubscribePage(await told(opened));
      },
    }),
    defineRoute({
      ...page,
      method: 'POST',
      path: '/unsubscribe/{token}',
      summary: 'Stop at one click (RFC 8058)',
      description:
        'Takes `List-Unsubscribe=One-Click`, as mail programs send it. Doing it again changes nothing more.',
      rawBody: formTypes,
      responses: { ...responses, 422: { description: 'A page: the form asks for nothing.', mediaType } },
      async handler(request) {
        const opened = await open(request, 'unsubscribe');
        if (opened instanceof Response) return opened;
        const { link, language } = opened;
        return answering(language, async () => {
          const form = await readForm(request.raw);
          const oneClick = form('List-Unsubscribe').includes('One-Click');
          if (!oneClick && !form('do').includes('unsubscribe')) {
            return unsubscribePage(await told(opened), { status: 422, incomplete: true });
          }
          const done = await unsubscribe(parts, link, oneClick ? 'one-click' : 'unsubscribe-page');
          return done === 'erased' ? unshown('erased', language, 200) : unsubscribedPage(await told(opened));
        });
      },
    }),
  ];

  /** What an unsubscribe link ends, in words. */
  async function told({ link, visitor, language }: Opened<'unsubscribe'>) {
    const [purpose, brand] = await Promise.all([
      core.consents.purposes.byCode(link.purpose),
      link.brand === null
        ? undefined
        : core.db.query<{ name: string }>('select name from chaland.brand where code = $1', [link.brand]),
    ]);
    const channel = channelsTold(parts.extensions).get(link.channel);
    const what = [
      purpose?.title[language] ?? link.purpose,
      brand?.[0]?.name,
      channel?.title[language] ?? link.channel,
    ];
    return {
      language,
      name: await asker(core),
      what: what.filter(Boolean).join(' · '),
      contactPoint: visitor.contactPoint,
    };
  }

  /** People get a page where something is wrong with what they sent; what fails on our side is the log's too. */
  async function answering(language: Language, act: () => Promise<Response>): Promise<Response> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      return unshown('failed', language, error.status);
    }
  }
};
