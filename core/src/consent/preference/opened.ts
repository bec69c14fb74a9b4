import { createAttempts, linksAt } from '../../access/sign-in/attempts.ts';
import type { Core } from '../../http/core.ts';
import { Problem } from '../../http/problem.ts';
import type { RouteRequest } from '../../http/route.ts';
import { type Language, languages } from '../../text.ts';
import { asker } from './centre.ts';
import type { OpenedLink } from './links.ts';
import { type Unshown, unshownPage } from './page/other-pages.ts';
import { type Visitor, visitorOf } from './visitor.ts';

type Use = OpenedLink['use'];

/** Somebody with a link that holds. */
export interface Opened<U extends Use> {
  link: Extract<OpenedLink, { use: U }>;
  visitor: Visitor;
  language: Language;
}

/** What all pages ask for. Mailers add words of their own to addresses: what isn't known is let pass. */
export interface PageQuery {
  lang?: string;
}

type PageRequest = RouteRequest<{ token: string }, PageQuery, unknown>;

/** Opens the link of a request, or says in a page why it doesn't. */
export function createOpener(core: Pick<Core, 'db' | 'clock' | 'links' | 'settings' | 'config'>) {
  const { db, links, config } = core;
  const attempt = createAttempts(core);

  const unshown = async (why: Unshown, language: Language, status?: number) =>
    unshownPage(why, { language, name: await asker(core), ...(status ? { status } : {}) });

  return {
    unshown,

    async open<U extends Use>(
      { params: { token }, query, raw, caller }: PageRequest,
      use: U,
    ): Promise<Opened<U> | Response> {
      const asked = languageOf(query.lang, null, raw, config.locale.language);
      const link = links.open(token);
      if (link === 'expired') return unshown('expired', asked);
      if (link === 'forged' || link.use !== use) {
        // Counted only here: a mail provider's one-clicks all come from a few addresses, and are never slowed down.
        try {
          await attempt([linksAt(caller.address)]);
        } catch (error) {
          if (!(error instanceof Problem) || error.code !== 'CHL_RATE_LIMITED') throw error;
          const page = await unshown('busy', asked);
          const wait = error.details.headers?.['retry-after'];
          if (wait) page.headers.set('retry-after', wait);
          return page;
        }
        return unshown('forged', asked);
      }
      const visitor = await visitorOf(db, link);
      // A mail program that asks to stop what has stopped is told that all is well.
      if (!visitor)
        return unshown('erased', asked, use === 'unsubscribe' && raw.method === 'POST' ? 200 : undefined);
      const language = languageOf(query.lang, visitor.language, raw, config.locale.language);
      return { link: link as Extract<OpenedLink, { use: U }>, visitor, language };
    },
  };
}

const spoken = (tag: string | undefined | null): Language | undefined =>
  languages.find((language) => tag === language || tag?.startsWith(`${language}-`));

/** What was switched to, else what the customer speaks, else what the browser asks for, else the deployment's. */
function languageOf(
  asked: string | undefined,
  known: string | null,
  { headers }: Request,
  fallback: Language,
): Language {
  const [preferred] = (headers.get('accept-language') ?? '').toLowerCase().split(/[,;]/, 1);
  return spoken(asked) ?? spoken(known) ?? spoken(preferred) ?? fallback;
}
