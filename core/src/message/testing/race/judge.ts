import type { Database } from '../../../data/database.ts';
import type { Racer } from './plan.ts';

interface Event {
  n: number;
  what: 'said' | 'claimed' | 'merged' | 'undone';
  profile: string | null;
  whole: boolean | null;
  state: string | null;
  a: string | null;
  b: string | null;
  id: string | null;
}

interface Said {
  state: string;
  n: number;
}

/** What somebody said last, of their address and of all addresses; and with whom they are one just now. */
interface Person {
  address: Said | undefined;
  whole: Said | undefined;
  partner: Person | undefined;
  mergedAt: number;
}

export interface Judged {
  claims: number;
  withdrawals: number;
  merges: number;
  /** Claims whose customer withdrew, granted or was merged within the 100 notes before or after. */
  close: number;
  /** Claims that must not have been. */
  wrong: Event[];
}

const page = 50_000;
const near = 100;

/** Walks the notes in order, and says of each claim whether what had been said before let it. */
export async function judge(db: Database, people: readonly Racer[]): Promise<Judged> {
  const persons = new Map<string, Person>();
  for (const { profileId, customerId } of people) {
    const person: Person = { address: undefined, whole: undefined, partner: undefined, mergedAt: 0 };
    persons.set(profileId, person).set(customerId, person);
  }
  const judged: Judged = { claims: 0, withdrawals: 0, merges: 0, close: 0, wrong: [] };
  const lastTold = new Map<Person, number>();
  const lastClaim = new Map<Person, number>();

  function walk(event: Event): void {
    const { n, what, profile, whole, state, a, b } = event;
    if (what === 'claimed') {
      const person = persons.get(profile!)!;
      judged.claims++;
      if (!mayBeSent(person)) judged.wrong.push(event);
      if (n - (lastTold.get(person) ?? Number.NEGATIVE_INFINITY) <= near) judged.close++;
      else lastClaim.set(person, n);
      return;
    }
    const touched = [profile, a, b].flatMap((id) => (id === null ? [] : persons.get(id)!));
    for (const person of touched) {
      if (n - (lastClaim.get(person) ?? Number.NEGATIVE_INFINITY) <= near) judged.close++;
      lastClaim.delete(person);
      lastTold.set(person, n);
    }
    if (what === 'said') {
      touched[0]![whole ? 'whole' : 'address'] = { state: state!, n };
      if (state === 'withdrawn') judged.withdrawals++;
      return;
    }
    const [survivor, loser] = touched as [Person, Person];
    const together = what === 'merged';
    if (together) judged.merges++;
    survivor.partner = together ? loser : undefined;
    loser.partner = together ? survivor : undefined;
    survivor.mergedAt = n;
    loser.mergedAt = n;
  }

  let after = 0;
  for (;;) {
    const events = await db.query<Event>('select * from race_event where n > $1 order by n limit $2', [
      after,
      page,
    ]);
    for (const event of events) walk(event);
    if (events.length < page) return judged;
    after = events.at(-1)!.n;
  }
}

/**
 * The rule in its own words, apart from the one that is tested: what each profile said last counts; across the two of a
 * merge a withdrawal stands against every grant but a later one from after the merge.
 */
function mayBeSent({ address, whole, partner, mergedAt }: Person): boolean {
  const own = [address, whole].filter((said) => said !== undefined).sort((a, b) => b.n - a.n)[0];
  const latest = [own, partner?.whole].filter((said) => said !== undefined);
  const grants = latest.filter(({ state }) => state === 'granted');
  const withdrawals = latest.filter(({ state }) => state === 'withdrawn');
  return (
    grants.length > 0 &&
    withdrawals.every((withdrawn) =>
      grants.some((granted) => granted.n > withdrawn.n && granted.n > mergedAt),
    )
  );
}
