import { hash } from 'node:crypto';
import { textArray } from '../data/binary-array.ts';
import type { Database } from '../data/database.ts';
import { uuidv7 } from '../data/uuid.ts';
import { problem } from '../http/problem.ts';

/** What people are told before they agree. It never changes: another wording is another version. */
export interface Notice {
  id: string;
  code: string;
  /** From 1. */
  version: number;
  /** Code of the brand that tells it; null for the controller. */
  brand: string | null;
  /** By language, a BCP 47 tag. */
  texts: Record<string, NoticeText>;
  createdAt: Date;
}

export interface NoticeText {
  text: string;
  /** SHA-256 of the text in UTF-8, in hex: which wording it was, exactly. */
  sha256: string;
}

export const wordingHash = (text: string): string => hash('sha256', text, 'hex');

const select = `
  select n.id, n.code, n.version, b.code as brand, n.texts, n.created_at as "createdAt"
  from chaland.notice n left join chaland.brand b on b.id = n.brand_id`;

/** Notices by their code; each time that one is written again, its next version is made. */
export function createNotices(db: Database) {
  return {
    /** The newest version of each, or all versions of one. */
    list: ({
      code,
      after,
      limit,
    }: {
      code?: string | undefined;
      after?: [string, number] | undefined;
      limit: number;
    }): Promise<Notice[]> =>
      db.query<Notice>(
        `${select}
         where ($1::text is null or n.code = $1)
           and ($1::text is not null or not exists (
             select from chaland.notice newer where newer.code = n.code and newer.version > n.version))
           and ($2::text is null or (n.code, -n.version) > ($2, -$3::int))
         order by n.code, n.version desc limit $4`,
        [code ?? null, after?.[0] ?? null, after?.[1] ?? 0, limit],
      ),
    all: (): Promise<Notice[]> => db.query<Notice>(`${select} order by n.code, n.version`),
    async byVersion(code: string, version: number): Promise<Notice | undefined> {
      return (await db.query<Notice>(`${select} where n.code = $1 and n.version = $2`, [code, version]))[0];
    },
    /** All versions of some notices, by code, the newest first. */
    async byCodes(codes: Iterable<string>): Promise<ReadonlyMap<string, readonly Notice[]>> {
      const wanted = [...new Set(codes)];
      if (wanted.length === 0) return new Map();
      const rows = await db.query<Notice>(
        `${select} where n.code = any($1::text[]) order by n.version desc`,
        [textArray(wanted)],
      );
      return Map.groupBy(rows, ({ code }) => code);
    },
    /**
     * Writes the first or next version. The brand of a notice stays.
     * @throws CHL_BRAND_UNKNOWN; CHL_CONFLICT where somebody writes the same version now, or where the newest says the same
     */
    async create(
      {
        code,
        brand = null,
        texts,
      }: { code: string; brand?: string | null; texts: Record<string, { text: string }> },
      now: Date,
    ): Promise<Notice> {
      const [owner] = brand
        ? await db.query<{ id: string }>('select id from chaland.brand where code = $1', [brand])
        : [{ id: null }];
      if (!owner) {
        throw problem('CHL_BRAND_UNKNOWN', { detail: `no brand has the code "${brand}"`, pointer: '/brand' });
      }
      const hashed = Object.fromEntries(
        Object.entries(texts).map(([language, { text }]) => [language, { text, sha256: wordingHash(text) }]),
      );
      const [newest] = await db.query<Notice>(`${select} where n.code = $1 order by n.version desc limit 1`, [
        code,
      ]);
      if (newest && newest.brand !== brand) {
        throw problem('CHL_CONFLICT', {
          detail: `the notice "${code}" is ${newest.brand ? `the brand "${newest.brand}"'s` : "the controller's"}`,
          pointer: '/brand',
          mend: 'Choose another code.',
        });
      }
      if (newest && sameWording(newest.texts, hashed)) {
        throw problem('CHL_CONFLICT', {
          detail: `version ${newest.version} of "${code}" says the same, word for word`,
          pointer: '/texts',
          mend: 'Use that version.',
        });
      }
      const version = (newest?.version ?? 0) + 1;
      const [made] = await db.query<{ id: string }>(
        `insert into chaland.notice (id, code, version, brand_id, texts, created_at)
         values ($1, $2, $3, $4, $5::jsonb, $6) on conflict do nothing returning id`,
        [uuidv7(now.getTime()), code, version, owner.id, JSON.stringify(hashed), now],
      );
      if (!made) {
        throw problem('CHL_CONFLICT', {
          detail: `somebody wrote version ${version} of "${code}" meanwhile`,
          mend: 'Look at that version, then try again.',
        });
      }
      return { id: made.id, code, version, brand, texts: hashed, createdAt: now };
    },
  };
}

export type Notices = ReturnType<typeof createNotices>;

const sameWording = (a: Record<string, NoticeText>, b: Record<string, NoticeText>): boolean => {
  const languages = Object.keys(a);
  return (
    languages.length === Object.keys(b).length &&
    languages.every((language) => a[language]!.sha256 === b[language]?.sha256)
  );
};
