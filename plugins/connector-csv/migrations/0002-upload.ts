import type { Migration } from '@chaland/core';

/**
 * Files that come over the API, and mappings kept for them. What an uploaded file and its rejects hold, persons
 * too, lies in a folder and is removed; the tables still hold none.
 */
export const uploads: Migration = {
  name: '0002-upload',
  up: `
    alter table connector_csv.import
      alter column mapping_digest drop not null,
      alter column source drop not null,
      alter column started_at drop not null,
      add column created_at timestamptz,
      add column bytes bigint,
      -- set while an uploaded file lies in the folder
      add column kept_until timestamptz,
      add column mapping_id text,
      -- json, not jsonb: its digest is that of the text
      add column mapping json,
      add column task text check (task in ('check', 'import')),
      add column state text not null default 'running'
        check (state in ('uploaded', 'queued', 'running', 'checked', 'finished', 'stopped', 'failed')),
      -- the run of the job that has it; none for the command line
      add column runner uuid,
      -- renewed while it runs; one that isn't was interrupted
      add column alive_at timestamptz,
      -- somebody asks it to stop
      add column stop boolean not null default false,
      add column progress jsonb,
      add column report jsonb,
      add column problem jsonb,
      add column rejects boolean not null default false;
    update connector_csv.import
      set created_at = started_at, task = 'import',
        state = case when finished_at is null then 'stopped' else 'finished' end;
    alter table connector_csv.import alter column created_at set not null;
    create index import_kept on connector_csv.import (kept_until) where kept_until is not null;
    create table connector_csv.mapping (
      id text primary key,
      mapping json not null,
      version int not null,
      updated_at timestamptz not null
    );
  `,
};
