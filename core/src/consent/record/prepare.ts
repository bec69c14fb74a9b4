import { hash } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { DeploymentLocale } from '../../context.ts';
import type { IdentifierKind } from '../../customer/customers.ts';
import { readPerson } from '../../customer/person.ts';
import type { Person } from '../../customer/resolve.ts';
import { uuidv7 } from '../../data/uuid.ts';
import { didYouMean } from '../../did-you-mean.ts';
import { Problem, type ProblemDetails, problem } from '../../http/problem.ts';
import { exactly } from '../../http/validate.ts';
import { CanonicalWriter } from '../../moment/canonical.ts';
import { parseTime } from '../../moment/time.ts';
import type { StaffMember, Store } from '../../store/stores.ts';
import type { ConsentFate, ConsentInput } from '../consents.ts';
import type { ContactPoint } from '../contact-point.ts';
import type { Notice } from '../notices.ts';
import type { Purpose } from '../purposes.ts';
import { ConsentInputSchema } from '../schemas.ts';
import { checkSoftOptIn } from './soft-opt-in.ts';

/** A consent that nothing is wrong with by itself. */
export interface Prepared {
  input: ConsentInput;
  /** SHA-256 of source and id, in hex. */
  key: string;
  /** SHA-256 of the content, in hex. */
  digest: string;
  consentId: string;
  /** Who, where the source describes them. */
  person: Person | undefined;
  purpose: Purpose;
  brandId: string | null;
  channel: string | null;
  contactPoint: ContactPoint | null;
  /** Milliseconds since 1970; undefined for now. */
  time: number | undefined;
  expiresAt: number | null;
  notice: { id: string; language: string; sha256: string } | null;
  storeId: string | null;
  staffId: string | null;
}

/** What inputs name, looked up for all of them at once. */
export interface Named {
  purposes: ReadonlyMap<string, Purpose>;
  /** Ids by code. */
  brands: ReadonlyMap<string, string>;
  /** All versions by code, the newest first. */
  notices: ReadonlyMap<string, readonly Notice[]>;
  stores: ReadonlyMap<string, Store>;
  staff: ReadonlyMap<string, StaffMember>;
}

export interface PrepareContext {
  clock: Clock;
  kinds: ReadonlyMap<string, IdentifierKind>;
  locale: DeploymentLocale;
  /** Seconds that a time may lie ahead. */
  futureTolerance: number;
}

const check = exactly(ConsentInputSchema);

/** Checks one consent and brings it to the form in which it is recorded. */
export function prepare(item: unknown, named: Named, context: PrepareContext): Prepared | ConsentFate {
  try {
    const faults = check(item);
    if (faults) {
      const [first] = faults;
      throw invalid(first!.message, first!.pointer, faults.length > 1 ? { errors: faults } : {});
    }
    return prepareOne(item as ConsentInput, named, context);
  } catch (error) {
    if (error instanceof Problem) return rejected(item, error);
    // Recursion over evidence nested by the thousand overflows the stack.
    if (error instanceof RangeError) return rejected(item, invalid('is nested too deeply', '/evidence'));
    throw error;
  }
}

export const isPrepared = (item: Prepared | ConsentFate): item is Prepared => 'digest' in item;

/** The fate of what can't be recorded, with its names as far as it has any. */
export function rejected(item: unknown, found: Problem): ConsentFate {
  const { id, source } = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>;
  return {
    fate: 'rejected',
    ...(typeof id === 'string' ? { id } : {}),
    ...(typeof source === 'string' ? { source } : {}),
    problem: found.toJSON(),
  };
}

const invalid = (detail: string, pointer: string, more: ProblemDetails = {}) =>
  problem('CHL_INPUT_INVALID', { detail, pointer, ...more });

function prepareOne(input: ConsentInput, named: Named, context: PrepareContext): Prepared {
  const { id, source, state } = input;
  const purpose = purposeOf(input, named);
  const brandId = input.brand ? named.brands.get(input.brand) : null;
  if (brandId === undefined) {
    throw problem('CHL_BRAND_UNKNOWN', { detail: `the code is "${input.brand}"`, pointer: '/brand' });
  }
  const store = input.store === undefined ? undefined : named.stores.get(input.store);
  if (input.store !== undefined && !store) {
    throw problem('CHL_STORE_UNKNOWN', { detail: `the code is "${input.store}"`, pointer: '/store' });
  }
  const seller = input.staff === undefined ? undefined : named.staff.get(input.staff);
  if (input.staff !== undefined && !seller) {
    throw problem('CHL_STAFF_UNKNOWN', { detail: `the code is "${input.staff}"`, pointer: '/staff' });
  }
  const country = store?.country ?? context.locale.country;
  const contactPoint = input.contactPoint ? canonical(input.contactPoint, country, context.kinds) : null;
  const { time, expiresAt } = timesOf(input, store?.timeZone ?? context.locale.timeZone, context);
  if (state === 'soft_opt_in') checkSoftOptIn(input, purpose);

  return {
    input,
    key: hash('sha256', `${source}\u0000${id}`, 'hex'),
    digest: digestOf(input),
    consentId: uuidv7(context.clock.now().getTime()),
    person: personOf(input, country, context.kinds),
    purpose,
    brandId,
    channel: input.channel ?? null,
    contactPoint,
    time,
    expiresAt,
    notice: noticeOf(input, named),
    storeId: store?.id ?? null,
    staffId: seller?.id ?? null,
  };
}

function purposeOf({ purpose: code }: ConsentInput, { purposes }: Named): Purpose {
  const purpose = purposes.get(code);
  if (!purpose) {
    throw problem('CHL_PURPOSE_UNKNOWN', {
      detail: `the code is "${code}"`,
      pointer: '/purpose',
      mend: `${didYouMean(code, [...purposes.keys()])}GET /api/purposes lists them; POST /api/purposes makes one.`,
    });
  }
  if (purpose.legalBasis === 'contract' || purpose.legalBasis === 'legal_obligation') {
    throw problem('CHL_PURPOSE_ASKS_NOBODY', {
      detail: `"${code}" rests on ${purpose.legalBasis === 'contract' ? 'a contract' : 'a legal obligation'}`,
      pointer: '/purpose',
    });
  }
  return purpose;
}

/**
 * Brings a contact point to the one spelling of its kind.
 * @throws CHL_IDENTIFIER_KIND_UNKNOWN, CHL_IDENTIFIER_INVALID
 */
function canonical(
  { kind, value: raw }: ContactPoint,
  country: string,
  kinds: ReadonlyMap<string, IdentifierKind>,
): ContactPoint {
  const known = kinds.get(kind);
  if (!known) {
    throw problem('CHL_IDENTIFIER_KIND_UNKNOWN', {
      detail: `"${kind}" is not one of ${[...kinds.keys()].join(', ')}`,
      pointer: '/contactPoint/kind',
    });
  }
  const normalised = known.normalise(raw, country);
  if ('fault' in normalised) {
    throw problem('CHL_IDENTIFIER_INVALID', {
      detail: `the ${kind} ${normalised.fault}`,
      pointer: '/contactPoint/value',
    });
  }
  return { kind, value: normalised.value };
}

/** Who the source describes; undefined where it names somebody known. */
function personOf(
  { source, customer, customerId, profileId, contactPoint }: ConsentInput,
  country: string,
  kinds: ReadonlyMap<string, IdentifierKind>,
): Person | undefined {
  if ([customer, customerId, profileId].filter((given) => given !== undefined).length > 1) {
    throw invalid('says in more than one way who it is', '/customer', {
      mend: 'Give one of customer, customerId and profileId.',
    });
  }
  if (customerId !== undefined || profileId !== undefined) return undefined;
  const identifiers = [...(customer?.identifiers ?? [])];
  const given = { ...(customer?.id === undefined ? {} : { id: customer.id }), identifiers };
  if (contactPoint) identifiers.push({ kind: contactPoint.kind, value: contactPoint.value });
  const person = readPerson(given, source, country, kinds);
  if (person) return person;
  throw invalid('says nothing of who it is', '/customer', {
    mend: 'Give customer with the source’s number or identifiers, or customerId, or profileId, or a contactPoint.',
  });
}

function timesOf(
  { state, time, expiresAt }: ConsentInput,
  zone: string,
  { clock, futureTolerance }: PrepareContext,
): { time: number | undefined; expiresAt: number | null } {
  const now = clock.now().getTime();
  const said = time === undefined ? undefined : parseTime(time, zone);
  if (typeof said === 'string') throw invalid(said, '/time');
  if (said !== undefined && said > now + futureTolerance * 1000) {
    throw invalid(
      `is ${Math.ceil((said - now) / 1000)} s ahead; ${futureTolerance} s are accepted`,
      '/time',
      {
        mend: "Check the sender's clock and time zone; moments.futureTolerance sets how far ahead is accepted.",
      },
    );
  }
  const ends = expiresAt === undefined ? null : parseTime(expiresAt, zone);
  if (typeof ends === 'string') throw invalid(ends, '/expiresAt');
  if (ends !== null && state !== 'granted' && state !== 'soft_opt_in') {
    throw invalid(`is for grants, and this one is ${state}`, '/expiresAt');
  }
  if (ends !== null && ends <= (said ?? now))
    throw invalid('is not after the time of the grant', '/expiresAt');
  return { time: said, expiresAt: ends };
}

function noticeOf({ notice, brand = null }: ConsentInput, { notices }: Named): Prepared['notice'] {
  if (!notice) return null;
  const { code, version, language } = notice;
  const versions = notices.get(code) ?? [];
  const told = version === undefined ? versions[0] : versions.find((one) => one.version === version);
  if (!told) {
    throw problem('CHL_NOTICE_UNKNOWN', {
      detail: versions.length === 0 ? `the code is "${code}"` : `"${code}" has no version ${version}`,
      pointer: versions.length === 0 ? '/notice/code' : '/notice/version',
    });
  }
  const wording = told.texts[language];
  if (!wording) {
    throw problem('CHL_NOTICE_UNKNOWN', {
      detail: `version ${told.version} of "${code}" is not written in "${language}", but in ${Object.keys(told.texts).join(', ')}`,
      pointer: '/notice/language',
    });
  }
  if (told.brand !== null && told.brand !== brand) {
    throw invalid(
      `is the brand "${told.brand}"'s, and the consent is ${brand ? `"${brand}"'s` : "the controller's"}`,
      '/notice/code',
      {
        mend: 'Use a notice of the same brand, or one of the controller.',
      },
    );
  }
  return { id: told.id, language, sha256: wording.sha256 };
}

const writer = new CanonicalWriter();

/** What is sent again under the same key must be the same. */
function digestOf(input: ConsentInput): string {
  writer.reset();
  writer.write(input);
  if (!writer.storable) throw invalid('holds characters that a database cannot keep', '');
  return hash('sha256', writer.written(), 'hex');
}
