import { describe } from 'node:test';
import { checkInvoices } from '../testing/check-invoices.ts';
import { sharedData } from '../testing/shared-data.ts';

const { file: invoices, missing } = sharedData('online_retail/online_retail_part1_2010-12_2011-05.csv.gz');
const { file: reference } = sharedData('online_retail/rfm_reference_part1_asof_2011-06-01.csv');

describe('half a year of invoices of a British shop', { skip: missing }, () => {
  checkInvoices(
    { invoices, reference },
    {
      lines: 209_029,
      receipts: 8_455,
      returns: 1_677,
      writeOffs: 651,
      customers: 2_767,
      unsold: 49,
      net: 370_682_764,
    },
  );
});
