// Reads and maps a dropped file, for tests of the memory that this takes.
import { readParts } from '../drop/read-parts.ts';
import { broughtByRows } from '../drop/rows-delivery.ts';
import { consentMapping } from './consent-file.ts';

const { path, size } = JSON.parse(process.argv[2]!) as { path: string; size: number };
const text = JSON.stringify(consentMapping);
let profiles = 0;
let consents = 0;
for await (const { deliveries } of readParts(
  { name: 'a.csv', path, version: '1', size },
  0,
  consentMapping,
)) {
  for (const { body } of deliveries) {
    const brought = broughtByRows(Buffer.from(JSON.stringify(body)), text);
    if ('ignored' in brought) throw new Error(JSON.stringify(brought.ignored));
    profiles += brought.profiles?.length ?? 0;
    consents += brought.consents?.length ?? 0;
  }
}
process.stdout.write(JSON.stringify({ profiles, consents }));
