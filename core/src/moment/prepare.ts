import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { DeploymentLocale } from '../context.ts';
import type { Attributes } from '../customer/attributes.ts';
import type { IdentifierKind } from '../customer/customers.ts';
import { attributeFaults } from '../customer/normalise/attributes.ts';
import { readPerson } from '../customer/person.ts';
import type { Person } from '../customer/resolve.ts';
import { retailer } from '../customer/survivorship/rules.ts';
import { uuidv7 } from '../data/uuid.ts';
import { type Fault, Problem, problem } from '../http/problem.ts';
import { exactly } from '../http/validate.ts';
import type { StaffMember, Store, Stores } from '../store/stores.ts';
import { CanonicalWriter, unstorable } from './canonical.ts';
import { MomentEnvelope } from './envelope.ts';
import type { Fate, MomentInput } from './moment.ts';
import { type MomentTypeRegistry, type RegisteredType, raiseVersion, unknownType } from './registry.ts';
import { parseTime } from './time.ts';

/** A moment that nothing is wrong with, as it will be written. */
export interface Prepared {
  input: MomentInput;
  /** Source and id in one. */
  ref: string;
  /** Its own, if it turns out to be new. */
  momentId: string;
  /** Its profile, if it names nobody. */
  loneProfileId: string;
  /** 16 bytes, a character each. */
  digest: string;
  version: number;
  /** Milliseconds since 1970. */
  time: number;
  storeId: string | null;
  staffId: string | null;
  live: boolean;
  person: Person | undefined;
  attributes: Attributes | undefined;
  /** JSON */
  data: Buffer;
}

export interface PrepareContext {
  clock: Clock;
  stores: Stores;
  types: MomentTypeRegistry;
  kinds: ReadonlyMap<string, IdentifierKind>;
  locale: DeploymentLocale;
  /** Seconds. */
  futureTolerance: number;
}

const checkEnvelope = exactly(MomentEnvelope);

/** Checks items and brings them to the form in which they are written. Each is judged by itself. */
export async function prepare(
  items: readonly unknown[],
  live: boolean,
  context: PrepareContext,
): Promise<(Prepared | Fate)[]> {
  const [stores, staff] = await Promise.all([
    lookUp(items, 'store', (codes) => context.stores.byCode(codes)),
    lookUp(items, 'staff', (codes) => context.stores.staffByCode(codes)),
  ]);
  const now = context.clock.now().getTime();
  return items.map((item) => {
    try {
      return prepareOne(item, live, now, stores, staff, context);
    } catch (error) {
      if (error instanceof Problem) return rejected(item, error);
      // Recursion over data nested by the thousand overflows the stack.
      if (error instanceof RangeError)
        return rejected(item, invalid([{ pointer: '', message: 'is nested too deeply' }]));
      throw error;
    }
  });
}

export const isPrepared = (item: Prepared | Fate): item is Prepared => 'digest' in item;

/** The fate of what can't be recorded, with its names as far as it has any. */
export function rejected(item: unknown, found: Problem): Fate {
  const { id, source } = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>;
  return {
    fate: 'rejected',
    ...(typeof id === 'string' ? { id } : {}),
    ...(typeof source === 'string' ? { source } : {}),
    problem: found.toJSON(),
  };
}

async function lookUp<T>(
  items: readonly unknown[],
  field: 'store' | 'staff',
  find: (codes: Set<string>) => Promise<ReadonlyMap<string, T>>,
): Promise<ReadonlyMap<string, T>> {
  const codes = new Set<string>();
  for (const item of items) {
    const code = (item as Partial<MomentInput> | null)?.[field];
    if (typeof code === 'string' && code.length <= 100 && !code.includes('\u0000')) codes.add(code);
  }
  return codes.size > 0 ? find(codes) : new Map();
}

function prepareOne(
  item: unknown,
  live: boolean,
  now: number,
  stores: ReadonlyMap<string, Store>,
  staff: ReadonlyMap<string, StaffMember>,
  { types, kinds, locale, futureTolerance }: PrepareContext,
): Prepared {
  const faults = checkEnvelope(item);
  if (faults) throw invalid(faults);
  const input = item as MomentInput;
  const type = types.get(input.type);
  if (!type)
    throw unknownType(
      input.type,
      types.all().map(({ type }) => type),
    );
  const store = found(stores, input.store, 'CHL_STORE_UNKNOWN', '/store');
  const seller = found(staff, input.staff, 'CHL_STAFF_UNKNOWN', '/staff');

  const time = parseTime(input.time, store?.timeZone ?? locale.timeZone);
  if (typeof time === 'string') throw invalid([{ pointer: '/time', message: time }]);
  if (time > now + futureTolerance * 1000) {
    throw problem('CHL_MOMENT_IN_FUTURE', {
      detail: `it is ${Math.ceil((time - now) / 1000)} s ahead; ${futureTolerance} s are accepted`,
      pointer: '/time',
    });
  }
  if (input.source === retailer && (input.customer?.id !== undefined || input.customer?.attributes)) {
    throw problem('CHL_INPUT_INVALID', {
      detail: `"${retailer}" is the source of the retailer's own corrections`,
      pointer: '/source',
      mend: 'Name another source, or correct the customer with PATCH /api/customers/{id}.',
    });
  }
  if (input.customer?.attributes) {
    const wrong = attributeFaults(input.customer.attributes, new Date(now), '/customer/attributes');
    if (wrong.length > 0) throw invalid(wrong);
  }
  const person =
    input.customer && readPerson(input.customer, input.source, store?.country ?? locale.country, kinds);
  // Before the data is checked: that may fill in defaults, and the digest is of what was sent.
  const { digest, sent } = contentOf(input, time);
  const data = checkedData(type, input);

  return {
    input,
    ref: `${input.source}\u0000${input.id}`,
    momentId: uuidv7(now),
    loneProfileId: person ? '' : uuidv7(now),
    digest,
    version: type.version,
    time,
    storeId: store?.id ?? null,
    staffId: seller?.id ?? null,
    live,
    person,
    attributes: placed(input.customer?.attributes as Attributes | undefined, store?.country, locale.country),
    data: data === input.data && !type.hasDefaults ? sent : jsonOf(data),
  };
}

const invalid = (errors: Fault[]): Problem =>
  problem('CHL_INPUT_INVALID', {
    detail: errors[0]!.message,
    pointer: errors[0]!.pointer,
    ...(errors.length > 1 ? { errors } : {}),
  });

function found<T>(
  known: ReadonlyMap<string, T>,
  code: string | undefined,
  unknown: 'CHL_STORE_UNKNOWN' | 'CHL_STAFF_UNKNOWN',
  pointer: string,
): T | undefined {
  if (code === undefined) return undefined;
  const one = known.get(code);
  if (!one) throw problem(unknown, { detail: `the code is "${code}"`, pointer });
  return one;
}

/** The data in the type's newest version, checked. */
function checkedData(type: RegisteredType, { version = type.version, data }: MomentInput): unknown {
  if (version > type.version || version < type.oldest) {
    throw problem('CHL_MOMENT_VERSION_UNKNOWN', {
      detail: `"${type.type}" is known from version ${type.oldest} to ${type.version}`,
      pointer: '/version',
    });
  }
  let newest = data;
  if (version < type.version) {
    try {
      newest = raiseVersion(type, version, data);
    } catch (cause) {
      throw problem('CHL_INPUT_INVALID', {
        detail: `can't be raised from version ${version} of "${type.type}"`,
        pointer: '/data',
        cause,
      });
    }
  }
  const faults = type.validate(newest) ?? checkByType(type, newest);
  if (faults.length > 0) {
    throw invalid(faults.map(({ pointer, message }) => ({ pointer: `/data${pointer}`, message })));
  }
  return newest;
}

/** A plugin's fault refuses its moments, and nobody else's. */
function checkByType(type: RegisteredType, data: unknown): Fault[] {
  try {
    return type.check?.(data) ?? [];
  } catch (cause) {
    throw problem('CHL_INTERNAL', {
      detail: `the plugin "${type.plugin}" failed while checking a "${type.type}"`,
      pointer: '/data',
      cause,
    });
  }
}

/** An address told in a store abroad is that country's, where it doesn't say: its postal code is read so. */
function placed(
  attributes: Attributes | undefined,
  store: string | undefined,
  deployment: string,
): Attributes | undefined {
  const { address } = attributes ?? {};
  if (!address || address.country !== undefined || store === undefined || store === deployment)
    return attributes;
  return { ...attributes, address: { ...address, country: store } };
}

const writer = new CanonicalWriter();

/**
 * What was sent, in its one spelling, and what it is told by when its key comes again: the first half of SHA-256,
 * since nobody gains by forging their own receipts' digests, and 2⁻¹²⁸ is far below what disks get wrong.
 */
function contentOf(input: MomentInput, time: number): { digest: string; sent: Buffer } {
  const {
    source,
    id,
    type,
    version = 0,
    customer = null,
    store = '',
    staff = '',
    session = '',
    data,
  } = input;
  writer.reset();
  writer.write([source, id, type, version, time, store, staff, session, customer]);
  const start = writer.length;
  writer.write(data);
  if (!writer.storable) throw invalid(unstorable(input));
  return {
    digest: hash('sha256', writer.written(), 'binary').slice(0, 16),
    sent: Buffer.from(writer.written(start)),
  };
}

function jsonOf(data: unknown): Buffer {
  writer.reset();
  writer.write(data);
  return Buffer.from(writer.written());
}
