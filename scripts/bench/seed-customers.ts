import type pg from 'pg';

/**
 * Fills the customer tables by SQL: one profile each, most with an e-mail address, a phone or a card.
 *
 * Names are made of syllables, and some are very frequent, as in life: the n-th most frequent of 600 given names
 * and of 20,000 family names has a share of about 1/n, so that one customer in ten is called `jean` and one in
 * fourteen `dupont`.
 */
export async function seedCustomers(client: pg.Client, total = 1_000_000): Promise<void> {
  await client.query('select setseed(0.42)');
  const chunk = 100_000;
  for (let from = 0; from < total; from += chunk) {
    await client.query(seedChunk, [from, Math.min(from + chunk, total) - 1]);
  }
  for (const table of ['customer', 'customer_profile', 'profile', 'profile_identifier', 'identifier']) {
    await client.query(`vacuum analyze chaland.${table}`);
  }
}

const syllables = `array['ba','be','bo','bri','ca','chan','cla','cor','da','de','dri','du','el','fa','fe','flo','ga',
  'gi','gra','ha','hu','isa','ja','jo','ka','la','le','lin','lo','lu','ma','mar','mi','mon','na','ne','ni','no','ol',
  'pa','per','phi','pon','qui','ra','re','ri','ro','sa','se','so','ste','ta','te','thi','to','tri','va','ver','vi',
  'wil','xa','ya','ze']`;

/** A word for a rank: the same rank is always the same word. */
const word = (rank: string, parts: number) =>
  Array.from(
    { length: parts },
    (_, i) => `(${syllables})[1 + (${rank} * ${[7, 31, 13][i]} + ${rank} / ${[1, 64, 977][i]}) % 64]`,
  ).join(' || ');

/** Ranks from 1 to n, of which the r-th has a share of about 1/r. */
const ranked = (n: number) => `floor(exp(random() * ln(${n})))::int`;

const seedChunk = `
  with drawn as materialized (
    select n, gen_random_uuid() as customer_id, gen_random_uuid() as profile_id,
      ${ranked(600)} as given_rank, ${ranked(600)} as second_rank, random() as second, ${ranked(20_000)} as family_rank,
      random() as particle, random() as email, random() as phone, random() as card
    from generate_series($1::int, $2::int) n
  ),
  person as materialized (
    select *,
      case given_rank when 1 then 'jean' else ${word('given_rank', 2)} end
        || case when second < 0.1 then '-' || ${word('second_rank', 2)} else '' end as given,
      case when particle < 0.03 then 'de la ' else '' end
        || case family_rank when 1 then 'dupont' else ${word('family_rank', 3)} end as family
    from drawn
  ),
  customer as (
    insert into chaland.customer (id, display_name, search_name, created_at, updated_at)
    select customer_id, initcap(given || ' ' || family), replace(given, '-', ' ') || ' ' || family, now(), now()
    from person
  ),
  profile as (
    insert into chaland.profile (id, source, key, customer_id, home_id, created_at, updated_at)
    select profile_id, 'bench-till', n::text, customer_id, customer_id, now(), now() from person
  ),
  link as (insert into chaland.customer_profile select customer_id, profile_id from person),
  asserted as materialized (
    select profile_id, 'source:bench-till' as kind, n::text as value from person
    union all
    select profile_id, 'email', replace(given, '-', '.') || '.' || replace(family, ' ', '') || n || '@mail.example'
    from person where email < 0.8
    union all
    select profile_id, 'phone', '+336' || lpad(((n::bigint * 7919) % 100000000)::text, 8, '0')
    from person where phone < 0.6
    union all
    select profile_id, 'loyalty_card', '29' || lpad(((n::bigint * 104729) % 10000000000)::text, 10, '0')
    from person where card < 0.5
  ),
  assertion as (
    insert into chaland.profile_identifier (profile_id, kind, value, raw, verified, since)
    select profile_id, kind, value, value, false, now() from asserted
  )
  insert into chaland.identifier (kind, value, profile_id, verified)
  select kind, value, profile_id, false from asserted`;
