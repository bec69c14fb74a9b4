import type { Database } from '../../data/database.ts';
import { readCompeting } from '../survivorship/competing.ts';
import { type ExplainedAttribute, explain } from '../survivorship/explain.ts';
import type { SurvivorshipRules } from '../survivorship/rules.ts';

/** What two customers would be as one, were they merged now and nothing chosen by hand. */
export async function readWouldBe(
  db: Database,
  pair: readonly [string, string],
  rules: SurvivorshipRules,
): Promise<ExplainedAttribute[]> {
  const competing = [...(await readCompeting(db, pair, { asksVerified: true })).values()];
  const choices = Object.assign({}, ...competing.map((one) => one.choices));
  return explain({ profiles: competing.flatMap(({ profiles }) => profiles), choices }, rules);
}
