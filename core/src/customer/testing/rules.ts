import assert from 'node:assert/strict';
import { Type } from 'typebox';
import { closedSchema } from '../../closed-schema.ts';
import { type SurvivorshipRules, survivorshipRules } from '../survivorship/rules.ts';
import { SurvivorshipSettings } from '../survivorship/settings.ts';

type Said = { [Name in keyof SurvivorshipSettings]?: unknown };

/** Rules as a retailer in France sets them; the defaults where nothing is said. */
export function rulesOf(said: Said = {}): SurvivorshipRules {
  const settings = { survivorship: structuredClone(said) };
  const faults = closedSchema(Type.Object({ survivorship: SurvivorshipSettings }))(settings);
  assert.equal(faults, undefined);
  return survivorshipRules(settings.survivorship as SurvivorshipSettings, 'FR');
}
