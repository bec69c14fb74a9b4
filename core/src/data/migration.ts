import type { Database } from './database.ts';

/** One step of a schema. Once released it never changes; the next step is a new one. */
export interface Migration {
  /** `0001-accounts`: the order is the names'. */
  name: string;
  /** SQL (several statements allowed), or work in the migration's transaction. */
  up: string | ((db: Database) => Promise<void>);
  /** Older versions can't run on the result: they refuse to start. */
  breaking?: boolean;
}

/**
 * A table with a column that tells a person: how it is exported, erased, and what happens on a merge.
 * It is stored when the plugin's migrations run, so that the tables of a removed plugin are still known.
 */
export interface PersonalData {
  /** With its schema: `sales.purchase`. */
  table: string;
  /** The columns that hold a customer's or profile's id. */
  customer?: string;
  profile?: string;
  /** Columns that are themselves personal. */
  personal?: readonly string[];
  export: 'rows' | 'none';
  erase: 'delete' | 'anonymise';
  /** `byProfile`: rows follow the profile; `derived`: recomputed; `own`: the plugin's merge and split. */
  merge: 'byProfile' | 'derived' | 'own';
}
