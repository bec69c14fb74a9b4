import { didYouMean } from '../did-you-mean.ts';
import { type Problem, problem } from '../http/problem.ts';
import { exactly, type Validate } from '../http/validate.ts';
import type { Extensions } from '../plugin/extension-point.ts';
import { type MomentType, momentTypes, stages } from './type.ts';

/** A moment type with what ingest needs of it, made once. */
export interface RegisteredType extends MomentType {
  plugin: string;
  validate: Validate;
  /** The oldest version that can still be raised to the newest. */
  oldest: number;
  /** Validation may fill in defaults: what is stored isn't what was sent. */
  hasDefaults: boolean;
}

export interface MomentTypeRegistry {
  get(type: string): RegisteredType | undefined;
  all(): readonly RegisteredType[];
  /** @throws CHL_MOMENT_TYPE_UNKNOWN, with a guess at what was meant */
  known(type: string): RegisteredType;
}

/**
 * All moment types that core and the enabled plugins bring.
 * @throws CHL_PLUGIN_INVALID with everything that is wrong with them
 */
export function createMomentTypes(extensions: Extensions): MomentTypeRegistry {
  const types = new Map<string, RegisteredType>();
  const faults: string[] = [];
  for (const { plugin, value } of extensions.all(momentTypes)) {
    const other = types.get(value.type);
    if (other) {
      faults.push(`moment type "${value.type}" comes from both "${other.plugin}" and "${plugin}"`);
      continue;
    }
    const fault = faultOf(value);
    if (fault) faults.push(`moment type "${value.type}" of "${plugin}" ${fault}`);
    types.set(value.type, {
      ...value,
      plugin,
      validate: exactly(value.schema),
      oldest: oldestOf(value),
      hasDefaults: JSON.stringify(value.schema).includes('"default":'),
    });
  }
  if (faults.length > 0) {
    throw problem('CHL_PLUGIN_INVALID', {
      detail: faults.join('; '),
      mend: 'Disable one of two plugins with the same type, or correct the declaration. Nothing was started.',
    });
  }
  return {
    get: (type) => types.get(type),
    all: () => [...types.values()],
    known: (type) => types.get(type) ?? raise(unknownType(type, [...types.keys()])),
  };
}

export function unknownType(type: string, known: readonly string[]): Problem {
  return problem('CHL_MOMENT_TYPE_UNKNOWN', {
    detail: `no enabled plugin brings the moment type "${type}"`,
    pointer: '/type',
    mend: `${didYouMean(type, known)}GET /api/moment-types lists the known types; enable the plugin that brings it, or correct the type.`,
  });
}

function raise(found: Problem): never {
  throw found;
}

function faultOf({ type, version, stage, upcast = {} }: MomentType): string | undefined {
  if (!/^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/.test(type) || type.length > 80) {
    return 'is not lower-case words joined by dots or dashes';
  }
  if (!Number.isInteger(version) || version < 1 || version > 32_767)
    return 'has a version that is not 1, 2, 3…';
  if (!stages.includes(stage)) return `has an unknown stage "${stage}"; stages are ${stages.join(', ')}`;
  const steps = Object.keys(upcast).map(Number);
  const missing = steps.find((step) => step < version - 1 && !upcast[step + 1]);
  if (missing !== undefined) return `raises version ${missing}, but not ${missing + 1}`;
  if (steps.some((step) => step < 1 || step >= version))
    return 'raises a version that is not older than its own';
  return undefined;
}

const oldestOf = ({ version, upcast = {} }: MomentType): number =>
  Math.min(version, ...Object.keys(upcast).map(Number));

/** Raises data from the version that it was sent in to the newest. */
export function raiseVersion({ version, upcast = {} }: MomentType, from: number, data: unknown): unknown {
  let raised = data;
  for (let step = from; step < version; step++) raised = upcast[step]!(raised);
  return raised;
}
