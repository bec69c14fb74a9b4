import { type Problem, problem } from '../http/problem.ts';

/** One thing that is wrong with a plugin, or between plugins. */
export interface PluginFault {
  /** Whose declaration has to change; its place in the list where it has no id. */
  plugin: string;
  /** JSON Pointer into that declaration. */
  pointer: string;
  what: string;
  mend: string;
}

/** One problem that lists every fault with its plugin and its mend. */
export function pluginProblem(faults: readonly PluginFault[]): Problem {
  const lines = faults.map(({ plugin, what, mend }) => `\n- plugin "${plugin}" ${what}. ${mend}`);
  return problem('CHL_PLUGIN_INVALID', {
    detail: `${faults.length === 1 ? '1 fault' : `${faults.length} faults`}:${lines.join('')}`,
    errors: faults.map(({ plugin, pointer, what, mend }) => ({
      pointer: `/plugins/${plugin}${pointer}`,
      message: `${what}. ${mend}`,
    })),
    mend: 'Nothing was started.',
  });
}
