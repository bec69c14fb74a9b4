import type { Database } from '../../data/database.ts';
import type { ContactPoint } from '../contact-point.ts';
import type { OpenedLink } from './links.ts';

/** Who opened a link, as they are known now: the link follows its profile through merges and their undoing. */
export interface Visitor {
  customerId: string;
  profileId: string;
  /** BCP 47, as the customer is known to speak. */
  language: string | null;
  /** Where the link was sent; null where it was handed over, or where nobody says any more that it is theirs. */
  contactPoint: ContactPoint | null;
  /** It was sent to a contact point that isn't this customer's any more: what they agreed to is not shown to its next holder. */
  passedOn: boolean;
}

/** @returns undefined where the person was erased */
export async function visitorOf(db: Database, link: OpenedLink): Promise<Visitor | undefined> {
  const [found] = await db.query<{ customerId: string; language: string | null }>(
    `select c.id as "customerId", c.attributes->>'language' as language
     from chaland.profile p join chaland.customer c on c.id = p.customer_id
     where p.id = $1`,
    [link.profileId],
  );
  if (!found) return undefined;
  const { profileId } = link;
  const rows = await db.query<ContactPoint & { held: boolean }>(
    `select i.kind, i.value, bool_or(theirs.profile_id is not null) as held
     from chaland.customer_profile mine
       join chaland.profile_identifier i on i.profile_id = mine.profile_id
       left join chaland.identifier now on now.kind = i.kind and now.value = i.value
       left join chaland.customer_profile theirs
         on theirs.profile_id = now.profile_id and theirs.customer_id = mine.customer_id
     where mine.customer_id = $1
     group by i.kind, i.value
     order by bool_or(i.profile_id = $2) desc, i.kind, i.value`,
    [found.customerId, profileId],
  );
  const contact = rows.find(({ kind, value }) => link.isFor({ kind, value }));
  const hasContact = link.use === 'unsubscribe' || link.hasContact;
  return {
    ...found,
    profileId,
    contactPoint: contact ? { kind: contact.kind, value: contact.value } : null,
    passedOn: hasContact && !contact?.held,
  };
}
