import { uuidv7 } from '../../data/uuid.ts';
import { problem } from '../../http/problem.ts';
import type { Language } from '../../text.ts';
import type { ConsentInput } from '../consents.ts';
import { lockScope } from '../lock.ts';
import type { Purpose } from '../purposes.ts';
import { type CentreParts, choicesOf, type Shown } from './centre.ts';
import { type ChoiceField, keyOf } from './choice-field.ts';
import type { Choice } from './choices.ts';
import type { OpenedLink } from './links.ts';
import { type Visitor, visitorOf } from './visitor.ts';

/** Where what is said here comes from, in the ledger. */
export const source = 'preference-centre';

/** What a person sent. */
export interface Wish {
  /** The page as they had it before them. */
  fields: readonly ChoiceField[];
  /** Keys of what they want on. */
  on: ReadonlySet<string>;
  /** Stop all advertising, whatever else the page says. */
  stop: boolean;
}

export interface Saved {
  visitor: Visitor;
  /** As it stands now. */
  shown: Shown;
  changed: readonly Pick<Change, 'choice' | 'on'>[];
  /** Something that the page showed is no more: they should look again. */
  outdated: boolean;
  stopped: boolean;
}

/**
 * Records what a person changed. What they left as they saw it is not recorded: a page that lay open for a day takes
 * nothing back that was said meanwhile.
 * @returns undefined where they were erased meanwhile
 */
export async function save(
  parts: CentreParts,
  link: OpenedLink,
  { fields, on, stop }: Wish,
  language: Language,
): Promise<Saved | undefined> {
  const { db, consents, links } = parts;
  return db.transaction(async () => {
    const visitor = await lockVisitor(parts, link);
    if (!visitor) return undefined;
    const { choices } = await choicesOf(parts, visitor, language);
    const { changed, outdated } = stop
      ? { changed: stopped(choices), outdated: false }
      : wished(choices, { fields, on }, links.refer);
    const records = changed.map(({ choice, on: wanted, field }) =>
      wanted ? grantOf(visitor, choice, field, language) : withdrawalOf(visitor, choice),
    );
    if (stop) records.push(...wholeStops(visitor, await consents.purposes.all()));
    for (const fate of records.length > 0 ? await consents.record(records) : []) {
      if (fate.fate === 'rejected') {
        throw problem('CHL_INPUT_INVALID', {
          detail: 'a choice of the page was not accepted',
          cause: fate.problem,
        });
      }
    }
    return { visitor, shown: await choicesOf(parts, visitor, language), changed, outdated, stopped: stop };
  });
}

interface Change {
  choice: Choice;
  on: boolean;
  field?: ChoiceField;
}

const stopped = (choices: readonly Choice[]): Change[] =>
  choices
    .filter(
      ({ purpose, answer: { state } }) => purpose.marketing && state !== 'withdrawn' && state !== 'refused',
    )
    .map((choice) => ({ choice, on: false }));

function wished(
  choices: readonly Choice[],
  { fields, on }: Pick<Wish, 'fields' | 'on'>,
  refer: CentreParts['links']['refer'],
) {
  const byKey = new Map(choices.map((choice) => [keyOf(choice, refer), choice]));
  const changed: Change[] = [];
  let outdated = false;
  for (const field of fields) {
    const choice = byKey.get(field.key);
    const wanted = on.has(field.key);
    if (wanted === field.seen) continue;
    if (!choice) outdated = true;
    else if (wanted !== choice.answer.allowed) changed.push({ choice, on: wanted, field });
  }
  return { changed, outdated };
}

/**
 * Takes the locks that sends, merges and erasure take too, all at once and in their order.
 * @returns who it is under them; undefined where they were erased
 */
export async function lockVisitor({ db }: CentreParts, link: OpenedLink): Promise<Visitor | undefined> {
  const before = await visitorOf(db, link);
  if (!before) return undefined;
  const profiles = await db.query<{ id: string }>(
    'select profile_id as id from chaland.customer_profile where customer_id = $1',
    [before.customerId],
  );
  await lockScope(db, {
    profileIds: [link.profileId, ...profiles.map(({ id }) => id)],
    contactPoints: before.contactPoint ? [before.contactPoint] : [],
  });
  return visitorOf(db, link);
}

const said = (visitor: Visitor, { purpose, brand, channel, contactPoint }: Choice) => ({
  id: uuidv7(),
  source,
  // A grant is said by the profile that answers for its contact point.
  customerId: visitor.customerId,
  purpose: purpose.code,
  brand: brand?.code ?? null,
  channel: channel?.id ?? null,
  contactPoint,
  method: source,
});

function grantOf(
  visitor: Visitor,
  choice: Choice,
  field: ChoiceField | undefined,
  language: Language,
): ConsentInput {
  const { notice, purpose, channel } = choice;
  return {
    ...said(visitor, choice),
    state: 'granted',
    ...(notice
      ? {
          notice: {
            code: notice.code,
            version: field?.version ?? notice.version,
            language: field?.language ?? notice.language,
          },
        }
      : {}),
    // What stood beside the box, word for word.
    evidence: {
      page: 'preferences',
      language,
      purpose: purpose.title[language],
      description: purpose.description[language],
      ...(channel ? { channel: channel.title[language] } : {}),
    },
  };
}

const withdrawalOf = (visitor: Visitor, choice: Choice): ConsentInput => ({
  ...said(visitor, choice),
  state: 'withdrawn',
});

/**
 * An end to each kind of advertising as a whole, and to their contact point whoever holds it. Where that passed on,
 * to the contact point alone.
 */
function wholeStops(visitor: Visitor, purposes: ReadonlyMap<string, Purpose>): ConsentInput[] {
  const { contactPoint, passedOn, profileId } = visitor;
  const points = [...(passedOn ? [] : [null]), ...(contactPoint ? [contactPoint] : [])];
  return [...purposes.values()]
    .filter(({ marketing }) => marketing)
    .flatMap(({ code: purpose }) =>
      points.map((point) => ({
        id: uuidv7(),
        source,
        profileId,
        purpose,
        brand: null,
        channel: null,
        contactPoint: point,
        method: source,
        state: 'withdrawn' as const,
      })),
    );
}
