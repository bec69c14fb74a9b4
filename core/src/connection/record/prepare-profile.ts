import type { Clock } from '../../clock.ts';
import type { DeploymentLocale } from '../../context.ts';
import type { Attributes } from '../../customer/attributes.ts';
import type { IdentifierKind } from '../../customer/customers.ts';
import { attributeFaults } from '../../customer/normalise/attributes.ts';
import { readPerson } from '../../customer/person.ts';
import type { Person } from '../../customer/resolve.ts';
import { retailer } from '../../customer/survivorship/rules.ts';
import { Problem, type ProblemDetails, problem } from '../../http/problem.ts';
import { exactly } from '../../http/validate.ts';
import { unstorable } from '../../moment/canonical.ts';
import { parseTime } from '../../moment/time.ts';
import { SourcedProfileSchema } from './profile-schema.ts';
import type { ProfileFate, SourcedProfile } from './profiles.ts';

/** A statement that nothing is wrong with. */
export interface PreparedProfile {
  input: SourcedProfile;
  person: Person;
  attributes: Attributes;
  at: Date;
}

export interface PrepareContext {
  clock: Clock;
  kinds: ReadonlyMap<string, IdentifierKind>;
  locale: DeploymentLocale;
  /** Seconds that a time may lie ahead. */
  futureTolerance: number;
}

const check = exactly(SourcedProfileSchema);

/** Checks what is said of one person, and brings it to the form in which it is taken over. */
export function prepareProfile(item: unknown, context: PrepareContext): PreparedProfile | ProfileFate {
  try {
    const faults = check(item);
    if (faults) {
      const [first] = faults;
      throw invalid(first!.message, first!.pointer, faults.length > 1 ? { errors: faults } : {});
    }
    const [unkept, ...others] = unstorable(item);
    if (unkept) throw invalid(unkept.message, unkept.pointer, { errors: [unkept, ...others] });
    return prepareOne(item as SourcedProfile, context);
  } catch (error) {
    if (error instanceof Problem) return rejected(item, error);
    throw error;
  }
}

export const isPrepared = (item: PreparedProfile | ProfileFate): item is PreparedProfile => 'person' in item;

const invalid = (detail: string, pointer: string, more: ProblemDetails = {}) =>
  problem('CHL_INPUT_INVALID', { detail, pointer, ...more });

function prepareOne(input: SourcedProfile, context: PrepareContext): PreparedProfile {
  const { source, id, identifiers, attributes = {}, time } = input;
  const { clock, kinds, locale, futureTolerance } = context;
  if (source === retailer) {
    throw invalid(`"${retailer}" is the source of the retailer's own corrections`, '/source', {
      mend: 'Name another source, or correct the customer with PATCH /api/customers/{id}.',
    });
  }
  const now = clock.now();
  const at = parseTime(time, locale.timeZone);
  if (typeof at === 'string') throw invalid(at, '/time');
  // Otherwise nothing that is said until then would count.
  if (at > now.getTime() + futureTolerance * 1_000) {
    throw invalid(`lies ${Math.ceil((at - now.getTime()) / 1_000)} s ahead`, '/time', {
      mend: `Check the sender's clock and time zone; ${futureTolerance} s are accepted, set by moments.futureTolerance.`,
    });
  }
  const [fault, ...others] = attributeFaults(attributes, now, '/attributes');
  if (fault) throw invalid(fault.message, fault.pointer, { errors: [fault, ...others] });
  const person = readPerson(
    { ...(id === undefined ? {} : { id }), ...(identifiers ? { identifiers } : {}) },
    source,
    locale.country,
    kinds,
    '',
  );
  if (!person) {
    throw invalid('has neither an id nor an identifier to find the person by', '', {
      mend: 'Send the id that the source has for them, or an identifier.',
    });
  }
  return { input, person, attributes: attributes as Attributes, at: new Date(at) };
}

/** The fate of what can't be taken over, with its names as far as it has any. */
function rejected(item: unknown, found: Problem): ProfileFate {
  const { id, source } = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>;
  return {
    fate: 'rejected',
    ...(typeof source === 'string' ? { source } : {}),
    ...(typeof id === 'string' ? { id } : {}),
    problem: found.toJSON(),
  };
}
