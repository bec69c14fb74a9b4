import type { Database } from '@chaland/core';
import type { TestChaland } from '@chaland/core/testing';

type Rows = readonly Record<string, unknown>[];

/** Everything that merging could change of these people, in core and in every plugin, in one order. */
export async function stateOf({ db }: TestChaland, homes: readonly string[]) {
  const read = (text: string): Promise<Rows> => db.query(text, [[...homes]]);
  const customers = 'customer_id = any($1::uuid[])';
  const profiles = 'profile_id in (select id from chaland.profile where home_id = any($1::uuid[]))';
  return {
    profiles: await read(
      `select id, customer_id, home_id, since, attributes from chaland.profile where home_id = any($1::uuid[]) order by id`,
    ),
    links: await read(`select * from chaland.customer_profile where ${customers} order by 1, 2`),
    customers: await read(
      `select id, merged_into, attributes, display_name, search_name from chaland.customer
       where id = any($1::uuid[]) order by id`,
    ),
    identifiers: await read(`select * from chaland.identifier where ${profiles} order by kind, value`),
    assertions: await read(
      `select * from chaland.profile_identifier where ${profiles} order by profile_id, kind, value`,
    ),
    consents: await read(`select * from chaland.consent where ${profiles} order by profile_id, n`),
    consentStates: await read(
      `select * from chaland.consent_state where ${profiles} order by profile_id, purpose, channel`,
    ),
    moments: await read(`select id, profile_id from chaland.moment where ${profiles} order by id`),
    ...(await pluginState(db, homes)),
  };
}

/** What may be done with each customer's data, of those who are nobody else now. */
export async function allowedOf({ db, consents }: TestChaland, homes: readonly string[]) {
  const roots = await db.query<{ id: string }>(
    'select id from chaland.customer where id = any($1::uuid[]) and merged_into is null order by id',
    [[...homes]],
  );
  const questions = roots.flatMap(({ id: customerId }) =>
    ['marketing', 'profiling'].map((purpose) => ({ customerId, purpose })),
  );
  const answers = await consents.check(questions);
  return questions.map((question, index) => ({ ...question, ...answers[index] }));
}

/** What the plugins keep by customer. */
export async function pluginState(
  db: Database,
  homes: readonly string[],
): Promise<Record<'purchases' | 'facts' | 'storeFacts' | 'categoryFacts' | 'scores', Rows>> {
  const stateOfTable = async (table: string): Promise<Rows> => {
    const rows = await db.query<Record<string, unknown>>(
      `select * from ${table} where customer_id = any($1::uuid[])`,
      [[...homes]],
    );
    return rows
      .map((row) => [JSON.stringify(row), row] as const)
      .sort(byText)
      .map(([, row]) => row);
  };
  return {
    purchases: await stateOfTable('sales.purchase'),
    facts: await stateOfTable('sales.customer_fact'),
    storeFacts: await stateOfTable('sales.customer_store_fact'),
    categoryFacts: await stateOfTable('sales.customer_category_fact'),
    scores: await stateOfTable('score_rfm.value'),
  };
}

const byText = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);
