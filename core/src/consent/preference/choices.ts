import type { Language } from '../../text.ts';
import type { ConsentAnswer, ConsentRecord } from '../consents.ts';
import type { ContactPoint } from '../contact-point.ts';
import type { Notice } from '../notices.ts';
import type { Purpose } from '../purposes.ts';
import { covers } from '../state/decide.ts';
import type { ChannelTold } from './channels-told.ts';
import type { Offer } from './settings.ts';

/** The wording that somebody reads before they choose. */
export interface NoticeShown {
  code: string;
  version: number;
  /** BCP 47, of the text. */
  language: string;
  text: string;
}

/** What a choice is about. */
export interface ChoiceScope {
  purpose: Purpose;
  /** Null: the company as a whole. */
  brand: { code: string; name: string } | null;
  /** Null: whatever the channel, or none. */
  channel: ChannelTold | null;
  contactPoint: ContactPoint | null;
  /** Among what the retailer offers; else something that stands beside it. */
  offered: boolean;
}

/** One thing to say yes or no to. */
export interface Choice extends ChoiceScope {
  notice: NoticeShown | null;
  answer: ConsentAnswer;
  /** When that was said; null where nothing was. */
  since: Date | null;
}

export interface ChoiceParts {
  offers: readonly Offer[];
  purposes: ReadonlyMap<string, Purpose>;
  /** Names by code. */
  brands: ReadonlyMap<string, string>;
  channels: ReadonlyMap<string, ChannelTold>;
  /** What the person can be reached at, by kind: where the link was sent first, else the best. */
  contactPoints: ReadonlyMap<string, ContactPoint>;
  /** What stands, for the scopes that no offer covers. */
  standing: readonly ConsentRecord[];
}

/** Purposes that somebody may say no to. */
const isAsked = ({ legalBasis }: Purpose): boolean =>
  legalBasis === 'consent' || legalBasis === 'legitimate_interest';

/**
 * What a person is asked: what the retailer offers, as far as it reaches them, and whatever else they once agreed to.
 * Nothing that somebody said yes to is without a way to take it back.
 */
export function scopesOf(parts: ChoiceParts): ChoiceScope[] {
  const { offers, purposes, brands, channels, contactPoints, standing } = parts;
  const brandOf = (code: string | null) => (code === null ? null : { code, name: brands.get(code) ?? code });
  const channelOf = (id: string): ChannelTold =>
    channels.get(id) ?? { id, title: { en: id, fr: id }, contact: null };

  const offered = offers.flatMap(({ purpose: code, channels: by, brands: of }): ChoiceScope[] => {
    const purpose = purposes.get(code);
    if (!purpose || !isAsked(purpose)) return [];
    const asking = of.length === 0 ? [null] : of.filter((brand) => brands.has(brand));
    return asking.flatMap((brand): ChoiceScope[] => {
      const scope = { purpose, brand: brandOf(brand), offered: true };
      if (by.length === 0) return [{ ...scope, channel: null, contactPoint: null }];
      return by.flatMap((id): ChoiceScope[] => {
        const channel = channelOf(id);
        if (channel.contact === null) return [{ ...scope, channel, contactPoint: null }];
        const contactPoint = contactPoints.get(channel.contact);
        return contactPoint ? [{ ...scope, channel, contactPoint }] : [];
      });
    });
  });

  const more = standing.flatMap((record): ChoiceScope[] => {
    const { state, purpose: code, brand, channel, contactPoint } = record;
    const purpose = code === null ? undefined : purposes.get(code);
    if (!purpose || !isAsked(purpose) || (state !== 'granted' && state !== 'soft_opt_in')) return [];
    const said = { brandId: brand, channel, contactPoint };
    const isThere = offered.some((scope) => scope.purpose.code === code && covers(said, asAsked(scope)));
    if (isThere) return [];
    return [
      {
        purpose,
        brand: brandOf(brand),
        channel: channel === null ? null : channelOf(channel),
        contactPoint,
        offered: false,
      },
    ];
  });
  return [...offered, ...more];
}

/** Brands are compared by their codes here: a page has them, and no ids. */
const asAsked = ({ brand, channel, contactPoint }: ChoiceScope) => ({
  brandId: brand?.code ?? null,
  channel: channel?.id ?? null,
  contactPoint,
});

/** The newest version of a notice, in the language asked for, else in the deployment's, else in the one it has. */
export function noticeIn(
  notice: Notice | undefined,
  language: Language,
  fallback: Language,
): NoticeShown | null {
  if (!notice) return null;
  const tags = Object.keys(notice.texts).sort();
  const speaks = (wanted: string) => tags.find((tag) => tag === wanted || tag.startsWith(`${wanted}-`));
  const tag = speaks(language) ?? speaks(fallback) ?? tags[0];
  const text = tag && notice.texts[tag]?.text;
  return tag && text ? { code: notice.code, version: notice.version, language: tag, text } : null;
}
