import type { Database } from '../../data/database.ts';
import { type Notice, wordingHash } from '../notices.ts';
import type { Findings } from './findings.ts';
import { personalHash } from './personal.ts';
import { chainStart, type LedgerRow, rowHash } from './row.ts';

/** Rows read at once: the walk takes as much memory for a million as for these. */
const pageRows = 5_000;

interface Walked extends LedgerRow {
  hash: string;
  /** False where a time was changed by less than is ever written. */
  exact: boolean;
  salt: string | null;
  detail: string | null;
  headN: number | null;
  headHash: string | null;
}

/**
 * A row, its detail and its chain's head come in one statement: what is recorded meanwhile breaks nothing. Laterals
 * with a limit are looked up by key, row by row: a hash join would read all details for each page.
 */
const page = `
  with page as (
    select * from chaland.consent where (profile_id, n) > ($1::uuid, $2::int) order by profile_id, n limit ${pageRows}
  )
  select c.profile_id as "profileId", c.n, c.id, c.state, c.purpose, c.brand_id as "brandId", c.channel,
         c.contact_kind as "contactKind", c.notice_id as "noticeId", c.language,
         encode(c.notice_hash, 'hex') as "noticeHash", c.occurred_at as "occurredAt", c.recorded_at as "recordedAt",
         c.expires_at as "expiresAt", encode(c.personal, 'hex') as personal, encode(c.hash, 'hex') as hash,
         (c.occurred_at = date_trunc('milliseconds', c.occurred_at)
           and c.recorded_at = date_trunc('milliseconds', c.recorded_at)
           and c.expires_at is not distinct from date_trunc('milliseconds', c.expires_at)) as exact,
         encode(d.salt, 'hex') as salt, d.detail, h.n as "headN", encode(h.hash, 'hex') as "headHash"
  from page c
  left join lateral (
    select salt, detail from chaland.consent_detail where profile_id = c.profile_id and n = c.n limit 1
  ) d on true
  left join lateral (
    select n, hash from chaland.consent_head where profile_id = c.profile_id limit 1
  ) h on true
  order by c.profile_id, c.n`;

const firstId = '00000000-0000-0000-0000-000000000000';

export interface WalkOptions {
  notices: readonly Notice[];
  findings: Findings;
  /** Told after each page, with the records walked so far. */
  progress?: ((records: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** Walks every chain from its beginning to its head. */
export async function walkChains(db: Database, { notices, findings, progress, signal }: WalkOptions) {
  const wordings = wordingsOf(notices, findings);
  let profiles = 0;
  let records = 0;
  let erased = 0;
  let chain: Chain | undefined;
  const end = () => {
    if (chain?.end()) erased++;
  };
  let after: [string, number] = [firstId, 0];
  for (;;) {
    signal?.throwIfAborted();
    const rows = await db.query<Walked>(page, after, { name: 'chaland.walk-consents' });
    for (const row of rows) {
      if (chain?.profileId !== row.profileId) {
        end();
        chain = new Chain(row.profileId, findings);
        profiles++;
      }
      chain.next(row);
      wordings(row);
    }
    records += rows.length;
    progress?.(records);
    const last = rows.at(-1);
    if (!last || rows.length < pageRows) break;
    after = [last.profileId, last.n];
  }
  end();
  await findLostChains(db, findings);
  return { profiles, records, erased };
}

/** One profile's chain, as far as it was walked. */
class Chain {
  readonly profileId: string;
  private readonly findings: Findings;
  private last: Walked | undefined;
  private erasedAt: number | undefined;
  private withoutDetail: Walked | undefined;
  private lastDetail: Walked | undefined;

  constructor(profileId: string, findings: Findings) {
    this.profileId = profileId;
    this.findings = findings;
  }

  next(row: Walked): void {
    const { last } = this;
    const expected = (last?.n ?? 0) + 1;
    if (row.n !== expected) {
      const what =
        row.n === expected + 1 ? `record ${expected} is` : `records ${expected} to ${row.n - 1} are`;
      this.add('dropped', { n: expected }, `${what} missing`);
    } else if (!row.exact || rowHash(row, last?.hash ?? chainStart) !== row.hash) {
      this.add('changed', row, `record ${row.n} was changed, or was at another place`);
    }
    if (row.state === 'erased') this.erasedAt = row.n;
    else if (row.salt === null || row.detail === null) this.withoutDetail ??= row;
    else {
      this.lastDetail = row;
      if (personalHash({ salt: row.salt, detail: row.detail }) !== row.personal) {
        this.add('detail_changed', row, `the personal part of record ${row.n} was changed`);
      }
    }
    this.last = row;
  }

  /** @returns whether the profile was erased, and rightly so */
  end(): boolean {
    const { last, erasedAt, withoutDetail, lastDetail } = this;
    const { headN, headHash, n, hash } = last!;
    if (headN === null) this.add('head_changed', last!, 'the chain’s head is missing');
    else if (headN > n) {
      const what = headN === n + 1 ? `record ${headN} is` : `records ${n + 1} to ${headN} are`;
      this.add('dropped', { n: n + 1 }, `${what} missing at the end`);
    } else if (headN < n || headHash !== hash) {
      this.add('head_changed', last!, `the chain ends with record ${n}, and its head says otherwise`);
    }
    if (withoutDetail && !(erasedAt !== undefined && erasedAt > withoutDetail.n)) {
      this.add(
        'detail_dropped',
        withoutDetail,
        `the personal part of record ${withoutDetail.n} is missing, and nothing says that it was erased`,
      );
    }
    if (lastDetail && erasedAt !== undefined && lastDetail.n < erasedAt) {
      this.add(
        'detail_not_erased',
        lastDetail,
        `the personal part of record ${lastDetail.n} is there, though it was erased`,
      );
    }
    return erasedAt !== undefined;
  }

  private add(
    code: Parameters<Findings['add']>[0],
    { n, id = null }: { n: number; id?: string | null },
    message: string,
  ): void {
    const { profileId } = this;
    this.findings.add(code, `profile ${profileId}: ${message}`, { profileId, n, recordId: id });
  }
}

/** Looks whether notices still say what records say that they said; each wording is told once. */
function wordingsOf(notices: readonly Notice[], findings: Findings): (row: LedgerRow) => void {
  const hashes = new Map<string, string>();
  const told = new Set<string>();
  for (const { id, texts } of notices) {
    for (const [language, { text }] of Object.entries(texts))
      hashes.set(`${id} ${language}`, wordingHash(text));
  }
  return ({ profileId, n, id, noticeId, language, noticeHash }) => {
    if (noticeId === null) return;
    const wording = `${noticeId} ${language}`;
    if (hashes.get(wording) === noticeHash || told.has(wording)) return;
    told.add(wording);
    findings.add(
      'notice_changed',
      `the notice ${noticeId} does not say any more in "${language}" what record ${n} of profile ${profileId} says that it said`,
      { profileId, n, recordId: id },
    );
  };
}

/** Chains of which nothing is left but the head. */
async function findLostChains(db: Database, findings: Findings): Promise<void> {
  let after = firstId;
  for (;;) {
    const rows = await db.query<{ profileId: string; n: number }>(
      `select h.profile_id as "profileId", h.n from chaland.consent_head h
       where h.profile_id > $1 and not exists (select from chaland.consent c where c.profile_id = h.profile_id)
       order by h.profile_id limit ${pageRows}`,
      [after],
    );
    for (const { profileId, n } of rows) {
      findings.add('dropped', `profile ${profileId}: all ${n} records are missing`, { profileId, n: 1 });
    }
    const last = rows.at(-1);
    if (!last || rows.length < pageRows) return;
    after = last.profileId;
  }
}
