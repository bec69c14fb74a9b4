import type { Ask } from '../api/graphql.ts';
import { refundsQuery } from './queries.ts';

/** Refunds asked for at once: each costs about a hundred points, and a question may cost a thousand. */
const together = 5;

interface Lines {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  nodes: unknown[];
}
export interface PulledRefund {
  id: string;
  refund_line_item_connection: Lines;
}

/** Refunds with all of their lines. */
export async function fetchRefunds(ask: Ask, ids: readonly string[]): Promise<PulledRefund[]> {
  const refunds: PulledRefund[] = [];
  for (let from = 0; from < ids.length; from += together) {
    const { nodes } = await ask<{ nodes: (PulledRefund | null)[] }>(refundsQuery, {
      ids: ids.slice(from, from + together),
    });
    for (const refund of nodes) if (refund?.id) refunds.push(await withAllLines(ask, refund));
  }
  return refunds;
}

async function withAllLines(ask: Ask, refund: PulledRefund): Promise<PulledRefund> {
  const { refund_line_item_connection: lines } = refund;
  let { pageInfo } = lines;
  while (pageInfo.hasNextPage) {
    const { nodes } = await ask<{ nodes: (PulledRefund | null)[] }>(refundsQuery, {
      ids: [refund.id],
      after: pageInfo.endCursor,
    });
    const more = nodes[0]?.refund_line_item_connection;
    if (!more) break;
    lines.nodes.push(...more.nodes);
    pageInfo = more.pageInfo;
  }
  return refund;
}
