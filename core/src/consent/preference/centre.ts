import type { Clock } from '../../clock.ts';
import type { ResolvedConfig } from '../../config.ts';
import type { Database } from '../../data/database.ts';
import { contactPointsOf } from '../../message/request/contact-points.ts';
import type { Extensions } from '../../plugin/extension-point.ts';
import type { CoreSettings } from '../../setting/core-settings.ts';
import type { Settings } from '../../setting/settings.ts';
import type { Language } from '../../text.ts';
import type { ContactPoint } from '../contact-point.ts';
import type { ConsentModule } from '../create-consents.ts';
import { channelsTold } from './channels-told.ts';
import { type Choice, noticeIn, scopesOf } from './choices.ts';
import type { PreferenceLinks } from './links.ts';
import type { PreferenceSettings } from './settings.ts';
import type { Visitor } from './visitor.ts';

export interface CentreParts {
  db: Database;
  clock: Clock;
  consents: ConsentModule;
  links: PreferenceLinks;
  settings: Settings;
  extensions: Extensions;
  config: Pick<ResolvedConfig, 'locale'>;
}

/** What a person sees: who asks, and what they may say yes or no to. */
export interface Shown {
  /** Who asks; empty where nobody said. */
  name: string;
  choices: readonly Choice[];
}

/** Everything about one person's choices as it stands, in one language. Where their contact point passed on, nothing. */
export async function choicesOf(
  { db, consents, settings, extensions, config }: CentreParts,
  { customerId, contactPoint, passedOn }: Visitor,
  language: Language,
): Promise<Shown> {
  const { preferenceCentre: set } = (await settings.of<CoreSettings>('core')).consent;
  if (passedOn) return { name: await asker({ db, settings }), choices: [] };
  const channels = channelsTold(extensions);
  const kinds = [...new Set([...channels.values()].flatMap(({ contact }) => contact ?? []))];
  const [purposes, brands, points, records, notices] = await Promise.all([
    consents.purposes.all(),
    db.query<{ code: string; name: string }>('select code, name from chaland.brand order by code'),
    contactPointsOf(db, [customerId], kinds),
    consents.ofCustomer(customerId),
    consents.notices.byCodes(set.offers.map(noticeOf)),
  ]);
  // The best of each kind, the link's own before it.
  const contactPoints = new Map<string, ContactPoint>();
  for (const { kind, value } of [...(contactPoint ? [contactPoint] : []), ...points]) {
    if (!contactPoints.has(kind)) contactPoints.set(kind, { kind, value });
  }
  const brandNames = new Map(brands.map(({ code, name }) => [code, name]));
  const scopes = scopesOf({
    offers: set.offers,
    purposes,
    brands: brandNames,
    channels,
    contactPoints,
    standing: records.filter(({ current }) => current),
  });
  const answers = await consents.check(
    scopes.map(({ purpose, brand, channel, contactPoint: point }) => ({
      customerId,
      purpose: purpose.code,
      brand: brand?.code ?? null,
      channel: channel?.id ?? null,
      contactPoint: point,
    })),
  );
  const timeOf = new Map(records.map(({ id, time }) => [id, time]));
  const noticeCodes = new Map(set.offers.map((offer) => [offer.purpose, noticeOf(offer)]));
  const choices = scopes.flatMap((scope, index): Choice[] => {
    const answer = answers[index]!;
    // It once stood for a contact point that is somebody else's by now: nothing to take back.
    if (!scope.offered && !answer.allowed) return [];
    const [notice] = notices.get(noticeCodes.get(scope.purpose.code) ?? '') ?? [];
    const since = (answer.recordId && timeOf.get(answer.recordId)) || null;
    return [{ ...scope, answer, since, notice: noticeIn(notice, language, config.locale.language) }];
  });
  return { name: nameOf(set, brandNames), choices };
}

const noticeOf = ({ notice, purpose }: PreferenceSettings['offers'][number]): string => notice || purpose;

const nameOf = ({ name }: PreferenceSettings, brands: ReadonlyMap<string, string>): string =>
  name || (brands.size === 1 ? [...brands.values()][0]! : '');

/** Who asks, for the pages that show nothing else. */
export async function asker({ db, settings }: Pick<CentreParts, 'db' | 'settings'>): Promise<string> {
  const { preferenceCentre } = (await settings.of<CoreSettings>('core')).consent;
  const brands = await db.query<{ code: string; name: string }>('select code, name from chaland.brand');
  return nameOf(preferenceCentre, new Map(brands.map(({ code, name }) => [code, name])));
}
