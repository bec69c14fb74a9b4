import { type DescribedDelivery, describeConnector, startFakeDrop } from '@chaland/core/testing';
import sales from '@chaland/sales';
import poslog from '../plugin.ts';
import { back, customer, link, log, sale, tender, total, transaction } from '../testing/log.ts';

const token = 'a-token-of-the-tills';
const at = { day: '2026-02-20', time: '2026-02-20T10:15:00+01:00' };
const bought = transaction({ ...at, seq: 1, inner: sale() + total('20.00') + tender('20.00') + customer });
const returned = transaction({ ...at, seq: 2, inner: back({ more: link(1) }) + total('-20.00') + customer });

const many = Array.from({ length: 700 }, (_, index) =>
  transaction({ ...at, seq: 100 + index, inner: sale() + total('20.00') + (index % 50 ? '' : customer) }),
);
const files = { '1.xml': log(bought, returned), '2.xml': log(...many) };

const request = (body: string) => (args: Record<string, unknown>) => ({
  headers: { authorization: `Bearer ${args.token}` },
  body,
});

const deliveries: DescribedDelivery[] = [
  { name: 'a sale', request: request(bought), expect: { moments: ['receipt/LYON/2/2026-02-20/1'] } },
  { name: 'a return', request: request(returned), expect: { moments: ['return/LYON/2/2026-02-20/2'] } },
  {
    name: 'a void',
    request: request(transaction({ ...at, seq: 3, inner: sale() + link(1, 'PostVoid') })),
    expect: { moments: ['void/LYON/2/2026-02-20/3'] },
  },
  {
    name: 'training',
    request: request(transaction({ ...at, seq: 4, attributes: 'TrainingModeFlag="true"', inner: sale() })),
    expect: { state: 'ignored', moments: [] },
  },
  {
    name: 'a broken transaction',
    request: request(bought.replace('</Sale>', '</Sold>')),
    expect: { state: 'quarantined', code: 'POSLOG_XML', moments: [] },
  },
  {
    name: 'a total that nothing adds up to',
    request: request(transaction({ ...at, seq: 5, inner: sale() + total('25.00') })),
    expect: { state: 'quarantined', code: 'POSLOG_TOTAL', moments: [] },
  },
  {
    name: 'a store that is not known',
    request: request(transaction({ ...at, seq: 6, unit: 'NICE', inner: sale() })),
    expect: { state: 'quarantined', code: 'CHL_STORE_UNKNOWN' },
  },
];

// Over HTTP the rules are the same wherever the files lie: they are asked once.
for (const place of ['folder', 'sftp'] as const) {
  describeConnector({
    plugins: [sales, poslog],
    connector: 'connector-poslog',
    args: ({ args }) => ({ ...args, system: 'tills', token }),
    vendor: () => startFakeDrop(place, files),
    async prepare(app) {
      await app.stores.put({ code: 'LYON', name: 'Lyon', timeZone: 'Europe/Paris' });
    },
    personal: ['Example Street'],
    deliveries: place === 'folder' ? deliveries : deliveries.slice(0, 1),
  });
}
