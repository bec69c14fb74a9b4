import type { Chaland, ConsentInput } from '@chaland/core';
import { day, dayStart } from '../retailer/calendar.ts';
import { notices } from '../retailer/notices.ts';
import { weeks } from '../retailer/parameters.ts';

type Recorded = Pick<Chaland, 'consents'>;

/** As many as one call takes. */
const most = 1_000;

/** Writes what people are told before they agree, once: as of before the first of them was asked. */
export async function writeNotices({ consents }: Recorded, until: string): Promise<void> {
  const written = await consents.notices.byCodes(notices.map(({ code }) => code));
  const at = new Date(dayStart(until) - (weeks + 2) * 7 * day);
  for (const notice of notices) if (!written.has(notice.code)) await consents.notices.create(notice, at);
}

/** Records what people said; what is recorded already is a duplicate. */
export async function recordConsents({ consents }: Recorded, said: readonly ConsentInput[]): Promise<void> {
  for (let from = 0; from < said.length; from += most) {
    const fates = await consents.record(said.slice(from, from + most));
    const refused = fates.find(({ fate }) => fate === 'rejected' || fate === 'conflict');
    if (refused) throw new Error(`The demo's own consent was not taken: ${JSON.stringify(refused)}`);
  }
}
