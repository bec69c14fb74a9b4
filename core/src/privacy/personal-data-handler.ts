import type { Context } from '../context.ts';
import { defineExtensionPoint } from '../plugin/extension-point.ts';
import type { Canary } from './prove/canary.ts';

/** Somebody who asks for their data, or to be forgotten: everything that they are known by. */
export interface DataSubject {
  /** The customer, and those that were merged into it. */
  customerIds: readonly string[];
  profileIds: readonly string[];
  identifiers: readonly { kind: string; value: string; raw: string }[];
  /** What tells of them wherever it stands in a text: their ids, and identifiers in every spelling. */
  marks: readonly string[];
}

/** One document of an export. */
export interface ExportPart {
  /** Its name within the plugin's folder, without ending: `files`. */
  name: string;
  /** Objects, in order; asked for twice, for the page and for the file. */
  rows(): AsyncIterable<Record<string, unknown>> | Iterable<Record<string, unknown>>;
}

/** What a plugin holds of persons and its tables can't say: files, another service, rows whose erasure is not a deletion. */
export interface PersonalDataHandler {
  /** `<plugin>.<name>` */
  id: string;
  export?(person: DataSubject, context: Context): Iterable<ExportPart>;
  /**
   * Forgets them, in the erasure's transaction and before the declared rows go, with the profiles locked. It may be
   * run again: what lies outside of the database is forgotten in a way that can be repeated.
   */
  erase?(person: DataSubject, context: Context): Promise<void>;
  /** Puts what tells of an invented person wherever the plugin keeps such things, by its public API: see `chaland erase --prove`. */
  plant?(canary: Canary): Promise<void>;
}

export const personalDataHandler = defineExtensionPoint<PersonalDataHandler>('core.personal-data-handlers');
