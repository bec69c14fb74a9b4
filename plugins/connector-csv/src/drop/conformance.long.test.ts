import { gzipSync } from 'node:zlib';
import { describeConnector, startFakeDrop } from '@chaland/core/testing';
import connectorCsv from '../plugin.ts';
import { consentFile, consentMapping, consentRows } from '../testing/consent-file.ts';

/** More rows than a part has, of a few people. */
const more = Array.from({ length: 250 }, (_, n) => {
  const no = 10 + (n % 5);
  const at = new Date(Date.UTC(2026, 0, 10, 0, n)).toISOString().slice(0, 19).replace('T', ' ');
  return `${no},Simulated-${no},simulated-${no}@example.org,${n % 3 ? 'yes' : 'no more'},${at}`;
});
const broken = '5,Simulated-5,simulated-5@example.org,yes,never';
const files = {
  'a.csv': consentFile([...consentRows, broken]),
  'b.csv.gz': gzipSync(consentFile([...more, ...consentRows])),
  'c.csv.part': consentFile(['7,Simulated-7,simulated-7@example.org,yes,2026-01-05 10:00:00']),
};

for (const place of ['folder', 'sftp'] as const) {
  describeConnector({
    plugins: connectorCsv,
    connector: 'connector-csv',
    args: ({ args }) => ({ ...args, afterwards: 'leave', mapping: JSON.stringify(consentMapping) }),
    vendor: () => startFakeDrop(place, files),
  });
}
