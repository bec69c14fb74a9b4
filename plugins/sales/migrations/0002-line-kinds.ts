import type { Migration } from '@chaland/core';

/** Lines that aren't goods, or have no article's number: what was to pay is no longer the same as what was sold. */
export const lineKinds: Migration = {
  name: '0002-line-kinds',
  up: `
    alter table sales.line
      alter column sku drop not null,
      add column kind text not null default 'goods',
      -- of a line without an article's number
      add column name text;
    alter table sales.receipt
      -- what was to pay or to pay back, whatever for
      add column total bigint,
      -- whether it is a purchase or a return: of gift cards, deposits, tips alone it isn't
      add column counted boolean not null default true;
    update sales.receipt set total = gross + refunds;
    alter table sales.receipt alter column total set not null;
  `,
};
