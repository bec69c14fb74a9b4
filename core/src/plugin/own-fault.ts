import { languages } from '../text.ts';
import type { PluginFault } from './plugin-fault.ts';

/** A fault of the plugin that is being looked at. */
export type OwnFault = Omit<PluginFault, 'plugin'>;

/**
 * @param pointer into the declaration
 * @param what is wrong, said of the plugin: "has no title"
 */
export const fault = (pointer: string, what: string, mend: string): OwnFault => ({ pointer, what, mend });

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Said in every language of Chaland's. */
export const isText = (value: unknown): boolean =>
  isRecord(value) &&
  languages.every((language) => typeof value[language] === 'string' && value[language] !== '');
