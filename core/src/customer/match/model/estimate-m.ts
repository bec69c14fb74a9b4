import { levelCount } from '../compare/compare.ts';
import { attributeNames, levelsOf } from '../compare/levels.ts';
import { householdShares } from './household.ts';
import type { MatchModel } from './model.ts';
import type { Patterns } from './patterns.ts';

/** What the pairs that share one kind of key show. */
export interface KeyPairs extends Patterns {
  /** The attributes, by number, that the key has told already: among these pairs they say nothing. */
  told: ReadonlySet<number>;
}

/** What is supposed before anything is seen counts as so many pairs of one person. */
const supposed = 20;
const mostRounds = 40;

/**
 * Sets m by expectation-maximisation (Dempster, Laird and Rubin, 1977; for record linkage Winkler, 1988).
 *
 * Among the pairs of one key, which are one person, one household, or strangers, only the attributes that the key hasn't
 * told are looked at: for them strangers are as unlike as any two, so u stays as it was measured. Each key has
 * shares of the three of its own; m is common to all.
 */
export function estimateM(model: MatchModel, keys: readonly KeyPairs[]): void {
  const shares = keys.map(() => ({ match: 0.3, household: 0.05 }));
  const u = attributeNames.map((name) => model.attributes[name].u);
  const households = attributeNames.map(householdShares);
  let m = attributeNames.map((name) => model.attributes[name].m);

  for (let round = 0; round < mostRounds; round++) {
    const expected = attributeNames.map((name) => levelsOf(name).map((level) => level.m * supposed));
    const like = m.map((values, index) => values.map((value, level) => value / u[index]![level]!));
    const home = like.map((values, index) =>
      values.map((ratio, level) => {
        const { alike, byChance } = households[index]![level]!;
        return alike * ratio + byChance;
      }),
    );
    for (const [key, { told, levels, counts }] of keys.entries()) {
      const pairs = counts.reduce((sum, count) => sum + count, 0);
      const share = shares[key]!;
      const strangers = 1 - share.match - share.household;
      const looked = attributeNames.map((_, index) => index).filter((index) => !told.has(index));
      let [matches, households] = [0, 0];
      for (const [pattern, count] of counts.entries()) {
        const at = pattern * levelCount;
        let same = share.match;
        let together = share.household;
        for (const index of looked) {
          const level = levels[at + index]!;
          if (level < 0) continue;
          same *= like[index]![level]!;
          together *= home[index]![level]!;
        }
        const all = same + together + strangers;
        const people = (count * same) / all;
        matches += people;
        households += (count * together) / all;
        for (const index of looked) {
          const level = levels[at + index]!;
          if (level >= 0) expected[index]![level]! += people;
        }
      }
      share.match = (matches + 0.3) / (pairs + 1);
      share.household = (households + 0.05) / (pairs + 1);
    }
    const next = expected.map((values) => {
      const sum = values.reduce((total, value) => total + value, 0);
      return values.map((value) => value / sum);
    });
    const change = Math.max(
      ...next.map((values, index) =>
        Math.max(...values.map((value, level) => Math.abs(value - m[index]![level]!))),
      ),
    );
    m = next;
    if (change < 1e-5) break;
  }
  for (const [index, name] of attributeNames.entries()) model.attributes[name].m = m[index]!;
}
