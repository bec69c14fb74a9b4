import { hash } from 'node:crypto';
import type { AuditTrail } from '../../access/audit-trail.ts';
import { systemPrincipal } from '../../access/principal.ts';
import type { Clock } from '../../clock.ts';
import type { ResolvedConfig } from '../../config.ts';
import { unknownPeople } from '../../customer/attribute-store.ts';
import type { IdentifierKind } from '../../customer/customers.ts';
import { identifierKinds } from '../../customer/identifier.ts';
import { readHoldings, writeResolution } from '../../customer/identity-store.ts';
import { joinRule, type Linking } from '../../customer/join-policy.ts';
import { Overtaken, unlessOvertaken } from '../../customer/overtaken.ts';
import { readPerson } from '../../customer/person.ts';
import { knownProfile, type Person } from '../../customer/resolve.ts';
import { findDerived, namedBy, recognise } from '../../customer/settle.ts';
import type { Database } from '../../data/database.ts';
import { pipelined } from '../../data/pipeline.ts';
import { Problem, problem } from '../../http/problem.ts';
import { unstorable } from '../../moment/canonical.ts';
import type { CustomerInput } from '../../moment/moment.ts';
import { localDay, parseTime } from '../../moment/time.ts';
import type { Extensions } from '../../plugin/extension-point.ts';
import type { SecretKey } from '../../setting/secret-key.ts';
import { erasedAt } from '../erase/erased-profiles.ts';
import { holdOffErasures } from '../erase/gate.ts';
import { holidaysOf } from '../public-holidays.ts';
import { newRequest } from './new-request.ts';
import type { RequestKind } from './request.ts';
import { filedKeys, insertRequests } from './request-store.ts';

/** What somebody asks for of their rights, as a source tells it. `(source, id)` makes it one. */
export interface ToldRequest {
  id: string;
  source: string;
  kind: RequestKind;
  /** RFC 3339: when it was asked; the month counts from then. */
  time: string;
  customer: Pick<CustomerInput, 'id' | 'identifiers'>;
}

/** What became of one. */
export type FilingFate =
  | { fate: 'recorded'; request: string; profile: string; customer: string }
  /** `unchanged`: it asks to erase somebody of whom nothing is left. */
  | { fate: 'duplicate' | 'unchanged' }
  | { fate: 'rejected'; problem: Record<string, unknown> };

export interface FilingParts {
  db: Database;
  clock: Clock;
  extensions: Extensions;
  config: Pick<ResolvedConfig, 'identity' | 'locale' | 'futureTolerance'>;
  key: Pick<SecretKey, 'toRead'>;
  audit: Pick<AuditTrail, 'write'>;
  linking(): Promise<Linking>;
}

interface Prepared {
  told: ToldRequest;
  /** SHA-256 of source and id, in hex. */
  key: string;
  person: Person;
  time: Date;
}

/**
 * Files what people ask for through a source, each once, as whoever asks is known there: founded where they are new, so
 * that what comes of them later, in whatever order, finds the request. Who they are was checked by the source.
 * Inside a unit of work it is part of it.
 */
export async function fileRequests(items: readonly ToldRequest[], parts: FilingParts): Promise<FilingFate[]> {
  const kinds = identifierKinds(parts.extensions);
  const prepared = items.map((item) => prepare(item, kinds, parts));
  const good = prepared.filter((item) => 'person' in item);
  const fates = good.length > 0 ? await unlessOvertaken(parts.db, () => file(good, kinds, parts)) : [];
  let next = 0;
  return prepared.map((item) => ('person' in item ? fates[next++]! : item));
}

function prepare(
  told: ToldRequest,
  kinds: ReadonlyMap<string, IdentifierKind>,
  { clock, config: { locale, futureTolerance } }: FilingParts,
): Prepared | Extract<FilingFate, { fate: 'rejected' }> {
  try {
    const [unkept] = unstorable(told);
    if (unkept) throw invalid(unkept.message, unkept.pointer);
    const time = parseTime(told.time, locale.timeZone);
    if (typeof time === 'string') throw invalid(time, '/time');
    if (time > clock.now().getTime() + futureTolerance * 1_000) throw invalid('lies in the future', '/time');
    const person = readPerson(told.customer, told.source, locale.country, kinds);
    if (!person) throw invalid('names nobody: neither an id nor an identifier', '/customer');
    const key = hash('sha256', `${told.source}\u0000${told.id}`, 'hex');
    return { told, key, person, time: new Date(time) };
  } catch (error) {
    if (error instanceof Problem) return { fate: 'rejected', problem: error.toJSON() };
    throw error;
  }
}

const invalid = (detail: string, pointer: string) => problem('CHL_INPUT_INVALID', { detail, pointer });

/** Keys come before people, so that a request which is delivered again brings nobody back who was erased. */
async function file(
  batch: readonly Prepared[],
  kinds: ReadonlyMap<string, IdentifierKind>,
  { db, clock, extensions, config: { locale, identity }, key, audit, linking }: FilingParts,
): Promise<FilingFate[]> {
  await db.query(holdOffErasures);
  const filed = await filedKeys(
    db,
    batch.map((one) => one.key),
  );
  const firsts = new Map<string, Prepared>();
  for (const one of batch) if (!filed.has(one.key) && !firsts.has(one.key)) firsts.set(one.key, one);
  const nothingLeft = await ofNobodyLeft(db, [...firsts.values()], key);
  const fresh = [...firsts.values()].filter((one) => !nothingLeft.has(one));
  const fates = new Map<Prepared, FilingFate>();
  for (const one of nothingLeft) fates.set(one, { fate: 'unchanged' });
  if (fresh.length > 0) {
    const now = clock.now();
    const rule = joinRule(identity, kinds, await linking());
    const holdings = await db.session(async (connection) => {
      const people = fresh.map(({ person }) => person);
      const resolution = await recognise(connection, people, rule, now);
      await pipelined(writeResolution(connection, resolution, unknownPeople, now));
      return resolution.holdings;
    });
    const holidays = holidaysOf(extensions, locale.country);
    const requests = fresh.map(({ told: { kind, source }, time, person, key: filedAs }, index) => {
      const contact = person.identifiers.find((one) => one.kind === 'email') ?? person.identifiers[0];
      const request = newRequest(
        {
          kind,
          customer: holdings[index]!.customerId,
          requester: { ...(contact ? { contact: contact.raw } : {}), way: source.slice(0, 40) },
          receivedOn: localDay(time, locale.timeZone),
          identity: {
            state: 'verified',
            how: `told by the source "${source}"`,
            at: time.toISOString(),
            by: source,
          },
          createdBy: { kind: 'source', id: source, name: source },
        },
        { now, timeZone: locale.timeZone, holidays },
      );
      return { key: filedAs, request };
    });
    // A rival filed the same one meanwhile.
    if (!(await insertRequests(db, requests))) throw new Overtaken();
    await audit.write(
      requests.map(({ request: { id, kind, createdBy } }) => ({
        principal: systemPrincipal,
        action: 'create',
        subject: { kind: 'privacy-request', id },
        changes: { kind, source: createdBy.id },
      })),
    );
    for (const [index, one] of fresh.entries()) {
      const { profileId: profile, customerId: customer } = holdings[index]!;
      fates.set(one, { fate: 'recorded', request: requests[index]!.request.id, profile, customer });
    }
  }
  return batch.map((one) => fates.get(one) ?? { fate: 'duplicate' });
}

/** Those that ask to erase somebody who was erased, and hasn't come back: nobody is founded for that. */
async function ofNobodyLeft(
  db: Database,
  requests: readonly Prepared[],
  key: Pick<SecretKey, 'toRead'>,
): Promise<ReadonlySet<Prepared>> {
  const asking = requests.filter(({ told }) => told.kind === 'erasure');
  const erased = await erasedAt(
    db,
    key,
    asking.map(({ person: { source, profileKey } }) => ({ source, key: profileKey })),
  );
  const gone = asking.filter((_one, index) => erased[index]);
  if (gone.length === 0) return new Set();
  return db.session(async (connection) => {
    const people = gone.map(({ person }) => person);
    const known = await readHoldings(connection, namedBy(people));
    await findDerived(connection, people, known);
    return new Set(gone.filter(({ person }) => !knownProfile(person, (ref) => known.get(ref))));
  });
}
