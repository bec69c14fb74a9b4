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
 * A table that tells of persons: how it is exported, erased, and what happens on a merge.
 * It is stored when the plugin's migrations run, so that the tables of a removed plugin are still known.
 */
export interface PersonalData {
  /** With its schema: `sales.purchase`. */
  table: string;
  /** The columns that hold a customer's or profile's id. */
  customer?: string;
  profile?: string;
  /** Where both are named: the one that finds a person's rows alone, so that the other needs no index. */
  by?: 'customer' | 'profile';
  /** The column with the instant that the row is of: a passer-by's rows from before a link's window stay theirs. */
  time?: string;
  /** The column with the moment that the row was made from: anonymised, both get the same new profile. */
  moment?: string;
  /**
   * Columns of text or JSON in which persons may be named though no column tells whose the row is: errors,
   * arguments, answers. They are looked through for a person's ids and identifiers when that person is erased.
   */
  mentions?: readonly string[];
  /** Columns that are themselves personal. */
  personal?: readonly string[];
  export: 'rows' | 'none';
  /**
   * `anonymise`: the row stays, its personal columns empty and its person nobody (mentions are overwritten);
   * `own`: the owner's `personalDataHandler` sees to it.
   */
  erase: 'delete' | 'anonymise' | 'own';
  /** `byProfile`: rows follow the profile; `derived`: recomputed; `own`: the plugin's merge and split; `none`: nobody's. */
  merge: 'byProfile' | 'derived' | 'own' | 'none';
}
