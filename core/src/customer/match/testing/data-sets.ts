import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attributes } from '../../attributes.ts';
import { type MatchRecord, toMatchRecord } from '../record.ts';

/** Records with the truth: those of one person have one `entity`. */
export interface LabelledRecords {
  records: MatchRecord[];
  entity: string[];
}

/** `CHALAND_DATA`, or `shared/data` beside the repository. The sets are never part of it. */
const folder = process.env.CHALAND_DATA ?? new URL('../../../../../../shared/data', import.meta.url).pathname;

/** The path of a public data set, or undefined where it isn't on this machine. */
export function dataSet(name: string): string | undefined {
  const path = join(folder, 'identity', name);
  return existsSync(path) ? path : undefined;
}

function rows(path: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = head.split(',').map((name) => name.trim());
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((value, index) => [names[index]!, value.trim()])),
  );
}

/** FEBRL's (Christen, 2005): one person's records are rec-7-org, rec-7-dup-0, … The social security number isn't read. */
export function readFebrl(path: string): LabelledRecords {
  const read = rows(path);
  return {
    entity: read.map((row) => row.rec_id!.split('-')[1]!),
    records: read.map((row, index) => {
      const born = row.date_of_birth!;
      return record(index, 'AU', {
        ...text('firstName', row.given_name),
        ...text('lastName', row.surname),
        ...(born ? { birthDate: `${born.slice(0, 4)}-${born.slice(4, 6)}-${born.slice(6)}` } : {}),
        address: {
          ...lines([`${row.street_number} ${row.address_1}`, row.address_2!]),
          ...text('postalCode', row.postcode),
          ...text('city', row.suburb),
          ...text('region', row.state),
        },
      });
    }),
  };
}

/** Splink's fake_1000: names, birth date, city and e-mail, with the person in `cluster`. */
export function readFake(path: string): LabelledRecords {
  const read = rows(path);
  return {
    entity: read.map((row) => row.cluster!),
    records: read.map((row, index) =>
      record(
        index,
        'GB',
        {
          ...text('firstName', row.first_name),
          ...text('lastName', row.surname),
          ...text('birthDate', row.dob),
          address: text('city', row.city),
        },
        row.email ? [{ kind: 'email', value: row.email.toLowerCase() }] : [],
      ),
    ),
  };
}

const text = (name: string, value: string | undefined) => (value ? { [name]: value } : {});

const lines = (values: string[]) => {
  const written = values.map((value) => value.trim()).filter(Boolean);
  return written.length > 0 ? { lines: written } : {};
};

const record = (
  index: number,
  country: string,
  attributes: Attributes,
  identifiers: { kind: string; value: string }[] = [],
) => toMatchRecord({ id: String(index), customerId: String(index), attributes, identifiers }, country);
