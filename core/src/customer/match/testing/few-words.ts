import { seededRandom } from '../model/random.ts';
import { type MatchRecord, toMatchRecord } from '../record.ts';
import type { LabelledRecords } from './data-sets.ts';

const places = ['Lille', 'Lyon', 'Nantes', 'Paris', 'Rennes', 'Metz', 'Nice', 'Brest'];
const begins = ['Bal', 'Cor', 'Dam', 'Fel', 'Gir', 'Hug', 'Jon', 'Mar'];
const firstNames = begins.flatMap((begin) => ['ine', 'our', 'eya', 'ot', 'uk'].map((end) => begin + end));
const lastNames = begins.flatMap((begin) =>
  ['andet', 'icourt', 'ossel', 'urme', 'enaz'].map((end) => begin + end),
);

/**
 * People who share forty first names, forty last names and eight towns, and whose provider numbers those who are called
 * alike. A fifth is known twice, by the same address.
 */
export function fewWords(people: number): LabelledRecords {
  const random = seededRandom(31);
  const among = <T>(items: readonly T[]): T => items[Math.floor(random() ** 1.4 * items.length)]!;
  const records: MatchRecord[] = [];
  const entity: string[] = [];
  for (let person = 0; person < people; person++) {
    const [firstName, lastName, city] = [among(firstNames), among(lastNames), among(places)];
    const email =
      `${firstName}.${lastName}.${person}@example.${random() < 0.5 ? 'com' : 'org'}`.toLowerCase();
    const attributes = { firstName, lastName, address: { city } };
    for (let times = random() < 0.2 ? 2 : 1; times > 0; times--) {
      const identifiers = random() < 0.8 ? [{ kind: 'email', value: email }] : [];
      const id = `${records.length}`;
      records.push(toMatchRecord({ id, customerId: id, attributes, identifiers }, 'FR'));
      entity.push(`${person}`);
    }
  }
  return { records, entity };
}
