// What is true of the demo's customers, for those who check a model against it: one line of JSON each.
//   node scripts/chaland.mjs node scripts/demo/truth.ts > truth.ndjson
import { aBuyer } from './retailer/buyer.ts';
import { demoPopulation } from './retailer/parameters.ts';
import { idsOf } from './retailer/person.ts';

// Whoever reads the first lines only, as `head` does, closes the pipe.
process.stdout.on('error', () => process.exit());

const { seed, people } = demoPopulation;
for (let number = 1; number <= people; number++) {
  const { rate, dropout, alive, spendRate, observed, purchases, amounts } = aBuyer(seed, number);
  const line = { number, ...idsOf(number), rate, dropout, alive, spendRate, observed, purchases, amounts };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
