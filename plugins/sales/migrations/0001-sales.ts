import type { Migration } from '@chaland/core';

/** Amounts are minor units, tax included, and never negative: `refunds` is what was paid back. */
export const sales: Migration = {
  name: '0001-sales',
  up: `
    -- profile-keyed: every receipt and return, whoever's it is
    create table sales.receipt (
      profile_id uuid not null,
      moment_id uuid not null,
      kind text not null check (kind in ('receipt', 'return')),
      source text collate "C" not null,
      number text collate "C" not null,
      -- number of the return or receipt that was settled together with it
      exchange text,
      at timestamptz not null,
      -- the day in the store
      day date not null,
      store_id uuid,
      channel text,
      currency text not null,
      gross bigint not null,
      refunds bigint not null,
      articles bigint not null,
      primary key (profile_id, moment_id)
    );
    create index receipt_latest on sales.receipt (at, moment_id);
    create index receipt_by_store on sales.receipt (store_id, at, moment_id);
    create index receipt_by_number on sales.receipt (source, number);

    create table sales.line (
      profile_id uuid not null,
      moment_id uuid not null,
      line_no int not null,
      -- the source's own, within its receipt
      line_id text,
      sku text collate "C" not null,
      category text[],
      quantity numeric not null,
      unit_price numeric not null,
      value bigint not null,
      discount bigint,
      tax bigint,
      -- the line that a returned one was sold as
      sold_source text,
      sold_receipt text,
      sold_line text,
      reason text,
      primary key (profile_id, moment_id, line_no)
    );

    -- customer-keyed: what the facts are added up from
    create table sales.purchase (
      customer_id uuid not null,
      profile_id uuid not null,
      moment_id uuid not null,
      kind text not null,
      at timestamptz not null,
      day date not null,
      store_id uuid,
      currency text not null,
      gross bigint not null,
      refunds bigint not null,
      primary key (customer_id, moment_id)
    );

    create table sales.customer_fact (
      customer_id uuid not null,
      currency text not null,
      first_sale_at timestamptz,
      first_sale_day date,
      last_sale_at timestamptz,
      last_sale_day date,
      sale_count bigint not null,
      return_count bigint not null,
      gross bigint not null,
      refunds bigint not null,
      primary key (customer_id, currency)
    );
    create table sales.customer_store_fact (
      customer_id uuid not null,
      currency text not null,
      store_id uuid not null,
      first_sale_at timestamptz,
      first_sale_day date,
      last_sale_at timestamptz,
      last_sale_day date,
      sale_count bigint not null,
      return_count bigint not null,
      gross bigint not null,
      refunds bigint not null,
      primary key (customer_id, currency, store_id)
    );
    -- one row for each prefix of a category's path
    create table sales.customer_category_fact (
      customer_id uuid not null,
      currency text not null,
      category text[] not null,
      first_sale_at timestamptz,
      first_sale_day date,
      last_sale_at timestamptz,
      last_sale_day date,
      sale_count bigint not null,
      return_count bigint not null,
      gross bigint not null,
      refunds bigint not null,
      primary key (customer_id, currency, category)
    );

    create table sales.store_day (
      store_id uuid not null,
      currency text not null,
      day date not null,
      sale_count bigint not null,
      return_count bigint not null,
      gross bigint not null,
      refunds bigint not null,
      articles bigint not null,
      primary key (store_id, currency, day)
    );

    -- each field as the latest moment that told it had it
    create table sales.product (
      sku text collate "C" primary key,
      gtin text collate "C",
      gtin_at timestamptz,
      name text collate "C",
      name_at timestamptz,
      brand text collate "C",
      brand_at timestamptz,
      category text[] collate "C",
      category_at timestamptz
    );
  `,
};
