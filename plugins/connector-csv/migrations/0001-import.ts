import type { Migration } from '@chaland/core';

/** How far each import is. No table holds a person: rejected rows go to a file, and nowhere else. */
export const imports: Migration = {
  name: '0001-import',
  up: `
    create table connector_csv.import (
      id uuid primary key,
      -- without its folder
      file text not null,
      file_digest bytea not null,
      mapping_digest bytea not null,
      source text not null,
      started_at timestamptz not null,
      finished_at timestamptz,
      -- rows in the file, known at the end
      rows bigint
    );
    create index import_of_file on connector_csv.import (file_digest, mapping_digest, id);
    -- committed together with the moments of the batch
    create table connector_csv.import_batch (
      import_id uuid not null references connector_csv.import,
      number int not null,
      used int not null,
      rejected int not null,
      moments int not null,
      -- what core refused: [[place in the batch, fate, reason, text], …]
      refused jsonb not null,
      duplicates int not null,
      primary key (import_id, number)
    );
  `,
};
