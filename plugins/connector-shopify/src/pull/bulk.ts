import { VendorFault } from '@chaland/core';
import type { Ask } from '../api/graphql.ts';

const runQuery = `mutation ($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: true) { bulkOperation { id } userErrors { code message } }
}`;

const lookQuery = `query ($id: ID!) { node(id: $id) { ... on BulkOperation {
  id status errorCode objectCount rootObjectCount url
} } }`;

/** Starts a bulk operation. @returns its id @throws VendorFault also where another one is under way */
export async function startBulk(ask: Ask, query: string): Promise<string> {
  const { bulkOperationRunQuery: run } = await ask<{
    bulkOperationRunQuery: {
      bulkOperation: { id: string } | null;
      userErrors: { code?: string; message: string }[];
    };
  }>(runQuery, { query });
  if (run.bulkOperation) return run.bulkOperation.id;
  const [error] = run.userErrors;
  if (error?.code === 'OPERATION_IN_PROGRESS') {
    throw new VendorFault('another bulk operation of the app is under way in the shop');
  }
  throw new VendorFault(
    `the shop starts no bulk operation: ${error?.message.slice(0, 200) ?? 'it does not say why'}`,
  );
}

/** How a bulk operation is. `gone`: its file expired, or Shopify forgot it; it has to be run again. */
export type BulkState =
  | { state: 'running' | 'gone' }
  | { state: 'failed'; error: string }
  | { state: 'done'; url: string | null; total: number };

export async function lookAtBulk(ask: Ask, id: string): Promise<BulkState> {
  const { node } = await ask<{ node: BulkOperation | null }>(lookQuery, { id });
  switch (node?.status) {
    case 'CREATED':
    case 'RUNNING':
      return { state: 'running' };
    case 'COMPLETED': {
      const total = Number(node.rootObjectCount ?? 0);
      // Without an address it found nothing; where it did find something the file has expired.
      if (node.url === null && Number(node.objectCount ?? 0) > 0) return { state: 'gone' };
      return { state: 'done', url: node.url, total };
    }
    case 'FAILED':
      return { state: 'failed', error: node.errorCode ?? 'it does not say why' };
    default:
      return { state: 'gone' };
  }
}

interface BulkOperation {
  status: string;
  errorCode: string | null;
  objectCount: string | number | null;
  rootObjectCount: string | number | null;
  url: string | null;
}
