import type pg from 'pg';

export interface MomentSeed {
  /** Moments in all; 10,000,000 where absent. */
  total?: number;
  /** Customers whose timeline is read. */
  heavy?: number;
  /** Moments of each of them. */
  each?: number;
}

/**
 * Fills the stream by SQL: `heavy` customers with `each` moments, scattered in time among everybody else's.
 * @returns the ids of the heavy customers
 */
export async function seedMoments(
  client: pg.Client,
  { total = 10_000_000, heavy = 200, each = 1_000 }: MomentSeed = {},
): Promise<string[]> {
  const { rows } = await client.query<{ customer_id: string }>(
    `with person as materialized (select gen_random_uuid() as customer_id, gen_random_uuid() as profile_id, n
                                  from generate_series(1, $1::int) n),
     customer as (insert into chaland.customer (id, display_name, search_name, created_at, updated_at)
                  select customer_id, 'Bench ' || n, 'bench ' || n, now(), now() from person),
     profile as (insert into chaland.profile (id, source, key, customer_id, home_id, created_at, updated_at)
                 select profile_id, 'bench', n::text, customer_id, customer_id, now(), now() from person),
     link as (insert into chaland.customer_profile select customer_id, profile_id from person)
     select customer_id from person`,
    [heavy],
  );
  const { rows: links } = await client.query<{ profile_id: string }>(
    'select profile_id from chaland.customer_profile where customer_id = any($1)',
    [rows.map(({ customer_id }) => customer_id)],
  );
  const profiles = links.map(({ profile_id }) => profile_id);
  // Each heavy profile gets every (total / heavy / each)th moment, so that its rows lie far apart on disk.
  const stride = Math.max(1, Math.floor(total / (heavy * each)));
  const chunk = 500_000;
  for (let from = 0; from < total; from += chunk) {
    await client.query(
      `insert into chaland.moment
         (profile_id, occurred_at, id, epoch, type, version, source, source_key, live, recorded_at, data)
       select case when n % $3 = 0 then ($4::uuid[])[1 + (n / $3) % $5] else gen_random_uuid() end,
              now() - make_interval(secs => n * 3), gen_random_uuid(), 1, 'receipt', 1, 'bench', n::text, false, now(),
              jsonb_build_object('number', n::text, 'currency', 'EUR', 'lines', jsonb_build_array(jsonb_build_object(
                'sku', 'S' || n % 5000, 'name', 'Article ' || n % 5000, 'quantity', 1, 'unitPrice', '12.90', 'amount', 1290)))
       from generate_series($1::bigint, $2::bigint) n`,
      [from, Math.min(from + chunk, total) - 1, stride, profiles, profiles.length],
    );
  }
  await client.query('vacuum analyze chaland.moment');
  return rows.map(({ customer_id }) => customer_id);
}
