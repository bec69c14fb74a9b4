import { formatMoney, type Language, type Text } from '@chaland/core';
import type { Measure } from './measure.ts';

/** Why a measure got its score. */
export interface Reason {
  measure: Measure;
  /** Days, sales, or minor units. */
  value: number;
  /** 1 to 5; 5 is best. */
  score: number;
  /** From 1, the worst; customers with the same value share the mean of theirs. */
  rank: number;
  /** How many customers were ranked. */
  of: number;
  /** What was just enough for this score: days at most, sales or minor units at least. */
  threshold: number;
}

/** The reason in one line. */
export function reasonText(reason: Reason, { asOf, currency }: { asOf: string; currency: string }): Text {
  const say = (language: Language) =>
    `${factIn(language, reason, asOf, currency)}${placeIn(language, reason, currency)}`;
  return { en: say('en'), fr: say('fr') };
}

function factIn(language: Language, { measure, value }: Reason, asOf: string, currency: string): string {
  const several = language === 'fr' ? value > 1 : value !== 1;
  const number = value.toLocaleString(language);
  const money = () => formatMoney(value, currency, language);
  const facts: Record<Measure, Text> = {
    recency: {
      en: `Last purchase ${number} day${several ? 's' : ''} before ${asOf}`,
      fr: `Dernier achat ${number} jour${several ? 's' : ''} avant le ${asOf}`,
    },
    frequency: {
      en: `${number} purchase${several ? 's' : ''}`,
      fr: `${number} achat${several ? 's' : ''}`,
    },
    monetary: {
      en: `${measure === 'monetary' ? money() : ''} spent, returns taken off`,
      fr: `${measure === 'monetary' ? money() : ''} dépensés, retours déduits`,
    },
  };
  return facts[measure][language];
}

function placeIn(
  language: Language,
  { measure, score, rank, of, threshold }: Reason,
  currency: string,
): string {
  const limit =
    measure === 'monetary' ? formatMoney(threshold, currency, language) : threshold.toLocaleString(language);
  const [place, all] = [rank.toLocaleString(language), of.toLocaleString(language)];
  const atMost = measure === 'recency';
  return language === 'fr'
    ? ` : ${score} sur 5 (${atMost ? 'au plus' : 'au moins'} ${limit}), rang ${place} sur ${all}`
    : `: ${score} of 5 (${atMost ? 'at most' : 'at least'} ${limit}), rank ${place} of ${all}`;
}
