// A deployment's configuration for the CLI's tests, with a plugin in it: a guestbook that reads `.guests` files.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import {
  defineConfig,
  definePlugin,
  importer,
  type MomentInput,
  momentType,
  subscriber,
  Type,
} from '../../index.ts';

const visit = momentType({
  type: 'guestbook.visit',
  version: 1,
  stage: 'entry',
  title: { en: 'Visit', fr: 'Visite' },
  schema: Type.Object({ words: Type.String() }),
  summary: ({ words }) => words,
});

/** One guest a line, `number,words`; a line without words is rejected. Slow where the test asks for it. */
const guests = importer({
  id: 'guestbook.file',
  title: { en: 'Guest lists (.guests)', fr: 'Listes d’invités (.guests)' },
  accepts: (file) => file.endsWith('.guests'),
  async run({ file, dryRun, signal, progress }, { moments }) {
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    const report = {
      rows: { read: 0, used: 0, rejected: 0 },
      moments: { recorded: 0, duplicate: 0, conflict: 0, rejected: 0 },
      reasons: [] as { reason: string; rows: number }[],
      complete: true,
    };
    for (const line of lines) {
      if (signal.aborted) return { ...report, complete: false };
      if (process.env.SLOW_GUESTS) await pause(20);
      const [id = '', words] = line.split(',');
      report.rows.read++;
      if (!words) {
        report.rows.rejected++;
        report.reasons = [{ reason: 'no words', rows: report.rows.rejected }];
        continue;
      }
      report.rows.used++;
      const input: MomentInput = {
        id,
        source: 'guestbook',
        type: 'guestbook.visit',
        time: '2026-01-02T10:00:00Z',
        customer: { id },
        data: { words },
      };
      if (dryRun) report.moments.recorded++;
      else for (const { fate } of await moments.record([input], { live: false })) report.moments[fate]++;
      progress({
        done: report.rows.read,
        total: lines.length,
        unit: 'rows',
        rows: report.rows.read,
        recorded: report.moments.recorded,
        rejected: report.rows.rejected,
      });
    }
    return report;
  },
});

const read = subscriber({
  id: 'guestbook.read',
  title: { en: 'Reads the guestbook', fr: 'Lit le livre d’or' },
  from: 'beginning',
  attempts: 1,
  async reset({ db }) {
    await db.query('delete from guestbook.entry');
  },
  async handle(moments, { db }) {
    for (const { id, data } of moments) {
      const { words } = data as { words: string };
      if (process.env.NO_RUDE_WORDS && words === 'zut') throw new Error('rude words');
      await db.query('insert into guestbook.entry (id) values ($1)', [id]);
    }
  },
});

const guestbook = definePlugin({
  id: 'guestbook',
  version: '1.0.0',
  title: { en: 'Guestbook', fr: 'Livre d’or' },
  requires: { api: process.env.GUESTBOOK_NEEDS ?? '^1.0' },
  migrations: [{ name: '0001-entry', up: 'create table guestbook.entry (id uuid primary key)' }],
  contributes: [visit, guests, read],
});

export default defineConfig({ plugins: [guestbook] });
