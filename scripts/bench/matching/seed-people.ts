import type { Database } from '@chaland/core';
import { fillBase } from '../../../core/src/customer/match/testing/fill-base.ts';
import { frenchProfiles } from '../../../core/src/customer/match/testing/french-base.ts';

const chunk = 20_000;

/** Made-up French people, one profile in twenty a duplicate, in six thousand towns. */
export async function seedPeople(db: Database, total: number): Promise<void> {
  const now = new Date('2026-01-01T00:00:00Z');
  let made = 0;
  let filled: Promise<unknown> = Promise.resolve();
  for (let seed = 1; made < total; seed++) {
    const people = Math.ceil(Math.min(chunk, total - made) * 0.95);
    const profiles = frenchProfiles({
      seed,
      people,
      duplicated: 0.037,
      towns: 6_000,
      mark: seed.toString(36),
    })
      .slice(0, total - made)
      .map(({ entity, profile }, index) => ({ ...profile, key: `${seed}-${entity}:${index}` }));
    made += profiles.length;
    await filled;
    filled = fillBase(db, profiles, now);
  }
  await filled;
  for (const table of ['customer', 'customer_profile', 'profile', 'profile_identifier']) {
    await db.query(`vacuum analyze chaland.${table}`);
  }
}
