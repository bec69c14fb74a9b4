import type { Page } from 'playwright-core';
import type { Pair, Vocabulary } from './language-faults.ts';

/**
 * Listens to what the API answers the page: its texts in both languages, and everything else that is written
 * there, which is data.
 */
export function listenToWords(page: Page): Vocabulary {
  const pairs: Pair[] = [];
  const data = new Set<string>();
  page.on('response', async (response) => {
    // What a problem says is ours, and has to be in the reader's language too.
    if (!response.headers()['content-type']?.includes('application/json')) return;
    // A page that has been left keeps no bodies.
    const body: unknown = await response.json().catch(() => undefined);
    collect(body, pairs, data);
  });
  return { pairs, data };
}

function collect(value: unknown, pairs: Pair[], data: Set<string>): void {
  if (typeof value === 'string') data.add(value.replaceAll(/\s+/g, ' ').trim());
  if (typeof value !== 'object' || value === null) return;
  if (isPair(value)) {
    pairs.push(value);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    data.add(key);
    collect(item, pairs, data);
  }
}

const isPair = (value: object): value is Pair =>
  'en' in value && 'fr' in value && typeof value.en === 'string' && typeof value.fr === 'string';
