import { Type } from 'typebox';
import { systemPrincipal } from '../../access/principal.ts';
import type { Context } from '../../context.ts';
import { uuidArray } from '../../data/binary-array.ts';
import { Problem } from '../../http/problem.ts';
import { job } from '../../job/job.ts';
import { matchingSettings } from '../match/jobs.ts';
import { mergeMatchesId } from './job-ids.ts';

interface Match {
  one: string;
  other: string;
  probability: number;
  model: number;
  evidence: unknown;
}

const { kind, id, name } = systemPrincipal;
const by = { kind, id, name };

/**
 * Merges the pairs that matching is sure of, the surest first, each in a transaction of its own. Who was told apart,
 * or has a card of their own, stays in the queue for somebody to look at.
 */
export const mergeMatches = job<{ profiles?: string[] }>({
  id: mergeMatchesId,
  title: {
    en: 'Merge customers that matching is sure of',
    fr: 'Fusionner les clients dont le rapprochement est sûr',
  },
  args: Type.Object({
    profiles: Type.Optional(
      Type.Array(Type.String(), { description: 'Only pairs of these; all where absent.' }),
    ),
  }),
  async handle({ profiles }, context, { signal }) {
    const { merges } = context;
    for (const { one, other, ...evidence } of await sureMatches(context, profiles)) {
      signal.throwIfAborted();
      const [survivorId, loserId] = one < other ? [one, other] : [other, one];
      try {
        await merges.merge({ survivorId, loserId, by, rule: 'match', evidence, automatic: true });
      } catch (error) {
        if (!(error instanceof Problem && expected.has(error.code))) throw error;
      }
    }
  },
});

/** Somebody was faster, or something is in the way: of who became one meanwhile the next run sees who they are. */
const expected = new Set(['CHL_MERGE_BLOCKED', 'CHL_MERGE_MERGED', 'CHL_MERGE_SAME', 'CHL_NOT_FOUND']);

async function sureMatches(context: Context, profiles: readonly string[] | undefined): Promise<Match[]> {
  const { automatic } = await matchingSettings(context);
  const own = profiles ? 'and (m.profile_a = any($2::uuid[]) or m.profile_b = any($2::uuid[]))' : '';
  return context.db.query<Match>(
    `select a.customer_id as one, b.customer_id as other, m.probability::float8 as probability, m.model, m.evidence
     from chaland.match_pair m
       join chaland.profile a on a.id = m.profile_a join chaland.profile b on b.id = m.profile_b
     where m.probability >= $1::real and m.model > 0 and a.customer_id <> b.customer_id ${own}
       and not exists (
         select from chaland.not_same n
         where n.customer_id = least(a.home_id, b.home_id) and n.other_id = greatest(a.home_id, b.home_id))
     order by -m.probability, m.profile_a, m.profile_b`,
    [String(automatic), ...(profiles ? [uuidArray(profiles)] : [])],
  );
}
