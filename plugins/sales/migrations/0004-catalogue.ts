import type { Migration } from '@chaland/core';

/** Products as sources tell them for their own sake, and what is in stock. */
export const catalogue: Migration = {
  name: '0004-catalogue',
  up: `
    alter table sales.product
      -- { amount, currency, taxIncluded? }
      add column price jsonb, add column price_at timestamptz,
      add column attributes jsonb, add column attributes_at timestamptz;

    -- what was told of products besides the lines of receipts: a replay of these begins with it
    create table sales.catalogue (like sales.product including all);

    create table sales.stock (
      sku text collate "C" not null,
      store_id uuid not null references chaland.store,
      quantity numeric not null,
      -- when it was counted
      at timestamptz not null,
      primary key (sku, store_id)
    );
    create index stock_by_store on sales.stock (store_id, sku);
  `,
};
