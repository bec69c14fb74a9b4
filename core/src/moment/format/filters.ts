import { Type } from 'typebox';
import type { Principal } from '../../access/principal.ts';
import { problem } from '../../http/problem.ts';
import type { Stores } from '../../store/stores.ts';
import type { MomentTypeRegistry } from '../registry.ts';
import { type Stage, stages } from '../type.ts';

const text = { maxLength: 255, pattern: '^[^\\u0000]*$' };

/** What lists of moments are narrowed by. */
export const momentFilters = {
  type: Type.Optional(
    Type.Array(Type.String(text), { maxItems: 100, description: 'Only these moment types.' }),
  ),
  stage: Type.Optional(
    Type.Array(Type.Enum([...stages]), { maxItems: 6, description: 'Only these stages of the journey.' }),
  ),
  store: Type.Optional(Type.String({ ...text, description: 'Code of a store.' })),
};

/** The types asked for, by name and by stage; undefined means all. */
export function namedTypes(
  registry: MomentTypeRegistry,
  names: readonly string[] | undefined,
  among: readonly Stage[] | undefined,
): readonly string[] | undefined {
  if (!among) return names;
  const ofStage = registry.all().flatMap(({ type, stage }) => (among.includes(stage) ? [type] : []));
  return names ? ofStage.filter((type) => names.includes(type)) : ofStage;
}

/**
 * The ids of the stores whose moments are shown; undefined means all, those without a store too.
 * @throws CHL_STORE_UNKNOWN
 */
export async function storesWithin(
  stores: Stores,
  reach: ReturnType<Principal['storesFor']>,
  code: string | undefined,
): Promise<readonly string[] | undefined> {
  if (code === undefined) return reach === 'everywhere' ? undefined : reach;
  const store = (await stores.byCode([code])).get(code);
  if (!store)
    throw problem('CHL_STORE_UNKNOWN', { detail: `the code is "${code}"`, pointer: '/query/store' });
  return reach === 'everywhere' || reach.includes(store.id) ? [store.id] : [];
}
