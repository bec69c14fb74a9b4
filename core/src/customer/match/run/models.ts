import type { Database } from '../../../data/database.ts';
import { defaultModel, type MatchModel } from '../model/model.ts';

/** A model and its number: 0 is the one before any training. */
export interface NumberedModel {
  id: number;
  model: MatchModel;
}

/** The model in force: the one learned last, or one that has learned nothing. */
export async function currentModel(db: Database): Promise<NumberedModel> {
  const [row] = await db.query<NumberedModel>(
    'select id, model from chaland.match_model order by id desc limit 1',
    [],
    { name: 'chaland.match-model' },
  );
  if (row) return row;
  const [base] = await db.query<{ profiles: number }>(
    `select greatest(reltuples, 0)::int as profiles from pg_class where oid = 'chaland.profile'::regclass`,
  );
  return { id: 0, model: defaultModel(base?.profiles ?? 0) };
}

/** Puts a model in force, and forgets those that no pair was scored with. @returns its number */
export async function keepModel(db: Database, model: MatchModel): Promise<number> {
  const [row] = await db.query<{ id: number }>(
    'insert into chaland.match_model (trained_at, profiles, model) values ($1, $2, $3::jsonb) returning id',
    [model.trainedAt, model.profiles, JSON.stringify(model)],
  );
  return row!.id;
}

/** Models that neither are in force nor scored a pair that is still there. */
export async function forgetModels(db: Database): Promise<void> {
  await db.query(
    `delete from chaland.match_model
     where id < (select max(id) from chaland.match_model) and id not in (select model from chaland.match_pair)`,
  );
}
