import type { Migration } from '../migration.ts';

export const job: Migration = {
  name: '0007-job',
  up: `
    -- runs to come, under way, or given up; a run that succeeded leaves no row
    create table chaland.job_run (
      id uuid primary key,
      -- the order of queuing
      seq bigint generated always as identity,
      job text not null,
      args jsonb not null,
      -- set until it begins: one run with it is queued at a time
      key text collate "C",
      state text not null check (state in ('queued', 'running', 'failed')),
      attempts int not null default 0,
      run_at timestamptz not null,
      -- while it runs, its process keeps this ahead of the clock; once it has passed, the process is gone
      lease_until timestamptz,
      -- of the last attempt
      error text,
      failed_at timestamptz
    );
    create unique index job_run_key on chaland.job_run (job, key);
    create index job_run_due on chaland.job_run (run_at) where state = 'queued';
    create index job_run_lease on chaland.job_run (lease_until) where state = 'running';
    create table chaland.job_schedule (
      job text primary key,
      -- cron and time zone that next_run_at was computed from
      schedule text not null,
      next_run_at timestamptz not null
    );
  `,
};
