import type { Database } from '../data/database.ts';
import { problem } from '../http/problem.ts';
import type { Text } from '../text.ts';

/** Article 6 of the GDPR, as far as a retailer's messages and analyses rest on it. */
export const legalBases = ['consent', 'legitimate_interest', 'contract', 'legal_obligation'] as const;
export type LegalBasis = (typeof legalBases)[number];

/** What personal data is used for. */
export interface Purpose {
  code: string;
  title: Text;
  description: Text;
  /** `consent`: nothing unasked. `legitimate_interest`: until somebody objects. The others ask nobody. */
  legalBasis: LegalBasis;
  /** Advertising: carries a way out, and ends with an objection. */
  marketing: boolean;
  /** A sale may stand for an opt-in, under its conditions. */
  softOptIn: boolean;
  /** A contact point that was given for it serves no other purpose, unless it is named for that one too. */
  isolated: boolean;
  version: number;
}

/** What may be changed once people have agreed to it: how it is called, not what it is. */
export type PurposeChange = Partial<Pick<Purpose, 'title' | 'description'>>;

const columns = `code, title, description, legal_basis as "legalBasis", marketing, soft_opt_in as "softOptIn",
  isolated, version`;

/** The purposes of this deployment: few, and read anew each time, so that every process decides alike. */
export function createPurposes(db: Database) {
  const byCode = async (code: string): Promise<Purpose | undefined> =>
    (await db.query<Purpose>(`select ${columns} from chaland.purpose where code = $1`, [code]))[0];
  return {
    byCode,
    async all(): Promise<ReadonlyMap<string, Purpose>> {
      const rows = await db.query<Purpose>(`select ${columns} from chaland.purpose`, [], {
        name: 'chaland.purposes',
      });
      return new Map(rows.map((purpose) => [purpose.code, purpose]));
    },
    list: ({ after, limit }: { after?: string | undefined; limit: number }): Promise<Purpose[]> =>
      db.query<Purpose>(
        `select ${columns} from chaland.purpose where $1::text is null or code > $1 order by code limit $2`,
        [after ?? null, limit],
      ),
    /** @throws CHL_CONFLICT where the code is taken, CHL_INPUT_INVALID where the basis doesn't fit the rest */
    async create({
      code,
      title,
      description,
      legalBasis,
      marketing,
      softOptIn,
      isolated,
    }: Omit<Purpose, 'version'>) {
      if (softOptIn && !(marketing && legalBasis === 'consent')) {
        throw problem('CHL_INPUT_INVALID', {
          detail: 'only advertising that rests on consent may have a soft opt-in',
          pointer: '/softOptIn',
        });
      }
      const [row] = await db.query<Purpose>(
        `insert into chaland.purpose (code, title, description, legal_basis, marketing, soft_opt_in, isolated)
         values ($1, $2::jsonb, $3::jsonb, $4, $5, $6, $7) on conflict do nothing returning ${columns}`,
        [
          code,
          JSON.stringify(title),
          JSON.stringify(description),
          legalBasis,
          marketing,
          softOptIn,
          isolated,
        ],
      );
      if (row) return row;
      throw problem('CHL_CONFLICT', {
        detail: `there is a purpose "${code}" already`,
        pointer: '/code',
        mend: 'Change its words with PATCH, or choose another code.',
      });
    },
    /** @returns undefined where it has another version by now */
    async change(code: string, version: number, { title, description }: PurposeChange) {
      const [row] = await db.query<Purpose>(
        `update chaland.purpose set title = coalesce($3::jsonb, title),
           description = coalesce($4::jsonb, description), version = version + 1
         where code = $1 and version = $2 returning ${columns}`,
        [
          code,
          version,
          title ? JSON.stringify(title) : null,
          description ? JSON.stringify(description) : null,
        ],
      );
      return row;
    },
  };
}

export type Purposes = ReturnType<typeof createPurposes>;
