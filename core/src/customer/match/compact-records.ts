import { Buffer } from 'node:buffer';
import { packedTexts } from './packed-texts.ts';
import type { ComparedRecord, MatchRecord } from './record.ts';
import type { RecordSet } from './record-set.ts';

/** Texts that repeat, each kept once. */
interface Column {
  ids: Int32Array;
  values: string[];
  known: Map<string, number>;
}

const repeating = [
  'firstName',
  'lastName',
  'birthDate',
  'postalCode',
  'city',
  'country',
  'gender',
  'company',
] as const;

/** A whole base's records in little memory: some 300 bytes each. */
export interface CompactRecords extends RecordSet {
  profileId(ordinal: number): string;
  sameCustomer(a: number, b: number): boolean;
}

/** Collects records; `done` gives back the memory that only collecting needs. */
export interface CompactRecordsBuilder {
  add(record: MatchRecord): void;
  done(): CompactRecords;
}

const idBytes = 16;

/** @param capacity records at most */
export function compactRecords(capacity: number): CompactRecordsBuilder {
  const columns = repeating.map(
    (): Column => ({ ids: new Int32Array(capacity), values: [], known: new Map() }),
  );
  // One text each: a list for every profile would take more than what is in it.
  const street: string[] = [];
  const emails = packedTexts(capacity);
  const phones = packedTexts(capacity);
  const profileIds = Buffer.alloc(capacity * idBytes);
  const customerIds = Buffer.alloc(capacity * idBytes);
  let size = 0;

  function intern(column: Column, value: string): number {
    let id = column.known.get(value);
    if (id === undefined) {
      id = column.values.push(value) - 1;
      column.known.set(value, id);
    }
    return id;
  }

  return {
    add(record) {
      for (const [index, name] of repeating.entries()) {
        const column = columns[index]!;
        column.ids[size] = intern(column, record[name]);
      }
      street.push(record.street.join(lineEnd));
      emails.push(record.emails.join(lineEnd));
      phones.push(record.phones.join(lineEnd));
      profileIds.write(record.profileId.replaceAll('-', ''), size * idBytes, 'hex');
      customerIds.write(record.customerId.replaceAll('-', ''), size * idBytes, 'hex');
      size++;
    },
    done() {
      for (const { known } of columns) known.clear();
      const [firstName, lastName, birthDate, postalCode, city, country, gender, company] = columns.map(
        ({ ids, values }) =>
          (ordinal: number) =>
            values[ids[ordinal]!]!,
      ) as [Text, Text, Text, Text, Text, Text, Text, Text];
      return {
        size,
        at: (ordinal): ComparedRecord => ({
          firstName: firstName(ordinal),
          lastName: lastName(ordinal),
          birthDate: birthDate(ordinal),
          postalCode: postalCode(ordinal),
          city: city(ordinal),
          street: listOf(street[ordinal]!),
          country: country(ordinal),
          emails: listOf(emails.at(ordinal)),
          phones: listOf(phones.at(ordinal)),
          gender: gender(ordinal),
          company: company(ordinal),
        }),
        profileId: (ordinal) => uuidAt(profileIds, ordinal),
        sameCustomer: (a, b) =>
          customerIds.compare(customerIds, b * idBytes, (b + 1) * idBytes, a * idBytes, (a + 1) * idBytes) ===
          0,
      };
    },
  };
}

const lineEnd = '\n';
const none: readonly string[] = [];
const listOf = (text: string): readonly string[] =>
  text === '' ? none : text.includes(lineEnd) ? text.split(lineEnd) : [text];

type Text = (ordinal: number) => string;

function uuidAt(ids: Buffer, ordinal: number): string {
  const hex = ids.toString('hex', ordinal * idBytes, (ordinal + 1) * idBytes);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
