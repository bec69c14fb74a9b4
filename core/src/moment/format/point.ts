import type { Fault } from '../../http/problem.ts';
import type { Fate } from '../moment.ts';

/** A fate whose pointers begin elsewhere, as the sender sees their input. */
export function repointed(fate: Fate, move: (pointer: string) => string): Fate {
  if (!('problem' in fate)) return fate;
  const { pointer, errors } = fate.problem as { pointer?: string; errors?: Fault[] };
  return {
    ...fate,
    problem: {
      ...fate.problem,
      ...(pointer === undefined ? {} : { pointer: move(pointer) }),
      ...(errors ? { errors: errors.map((fault) => ({ ...fault, pointer: move(fault.pointer) })) } : {}),
    },
  };
}
