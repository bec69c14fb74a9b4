import type { Advice, Fitting, Visit } from '@chaland/journey/contract';
import type { Random } from '../draw/random.ts';
import { minute } from './calendar.ts';
import type { DemoArticle } from './catalogue.ts';
import type { DemoStore } from './stores.ts';

const attributes = { simulated: true };

/** Something before the till, so many milliseconds after the visit began. */
export interface Step {
  after: number;
  type: 'visit' | 'advice' | 'fitting';
  data: Visit | Advice | Fitting;
}

/**
 * What happens between the door and the till.
 * @param looked articles that they looked at
 * @param bought whether they bought them in the end
 */
export function aVisit(
  random: Random,
  { channel }: DemoStore,
  looked: readonly Pick<DemoArticle, 'sku' | 'name' | 'category' | 'worn'>[],
  bought: boolean,
): { minutes: number; steps: Step[] } {
  const web = channel === 'web';
  const minutes = web ? random.between(3, 25) : random.between(8, 55);
  const visit: Visit = {
    channel,
    noticed: web ? 'web' : random.pick(['card', 'app', 'staff']),
    party: !web && random.chance(0.25) ? 2 : 1,
    minutes,
    attributes,
  };
  const steps: Step[] = [{ after: 0, type: 'visit', data: visit }];
  if (web) return { minutes, steps };
  if (random.chance(0.35)) {
    const advised = looked.slice(0, 3);
    const advice: Advice = {
      topics: [...new Set(advised.map(({ category }) => category.slice(0, 2).join(' › ')))],
      articles: advised.map(nameAndNumber),
      outcome: bought ? 'bought' : random.pick(['thinking', 'thinking', 'reserved', 'nothing']),
      minutes: Math.max(2, Math.floor(minutes / 3)),
      attributes,
    };
    steps.push({ after: Math.floor(minutes / 6) * minute, type: 'advice', data: advice });
  }
  const worn = looked.filter(({ worn }) => worn).slice(0, 4);
  if (worn.length > 0 && random.chance(0.3)) {
    const fitting: Fitting = {
      articles: worn.map((article) => ({
        ...nameAndNumber(article),
        size: random.pick(['36', '38', '40', '42', '44']),
        kept: bought,
      })),
      attributes,
    };
    steps.push({ after: Math.floor(minutes / 2) * minute, type: 'fitting', data: fitting });
  }
  return { minutes, steps };
}

const nameAndNumber = ({ sku, name }: Pick<DemoArticle, 'sku' | 'name'>) => ({ sku, name });
