import { type AttributeName, type ComparedAttribute, comparedAttributes } from '../compare/levels.ts';

/** How two people of one household come to be at a level: `alike * m + byChance * u`. */
export interface HouseholdShare {
  alike: number;
  byChance: number;
}

/** For each level of an attribute. */
export function householdShares(name: AttributeName): readonly HouseholdShare[] {
  const { household, keptApart, levels }: ComparedAttribute = comparedAttributes[name];
  return levels.map(({ code }) => ({
    alike: household,
    byChance: keptApart && code === 'exact' ? 0 : 1 - household,
  }));
}
