import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { ApiClient, TestChaland } from '@chaland/core/testing';
import type { Mapping } from '../mapping/mapping.ts';
import { testFolder } from './files.ts';

export const imports = '/api/x/connector-csv/imports';

/** One receipt a row; a row whose article is VOID is rejected. */
export const receiptMapping: Mapping = {
  title: 'One receipt a row',
  source: 'till',
  stores: [{ code: 'paris', name: 'Paris', country: 'FR', timeZone: 'Europe/Paris', currency: 'EUR' }],
  currency: 'EUR',
  group: ['No'],
  reject: [{ when: [{ column: 'Sku', is: 'VOID' }], reason: 'voided' }],
  moments: [
    {
      type: 'receipt',
      id: '{No}',
      time: '2025-11-03 10:00:00',
      store: 'paris',
      customer: { identifiers: [{ kind: 'email', value: '{Email}' }] },
      data: {
        number: '{No}',
        currency: 'EUR',
        lines: { $rows: { sku: '{Sku}', quantity: 1, unitPrice: '10.00', amount: 1000 } },
      },
    },
  ],
};

/** A file of so many receipts; every tenth row is rejected. */
export const receiptFile = (rows: number): string =>
  `No,Sku,Email\n${Array.from({ length: rows }, (_, i) => `${i},${i % 10 ? 'A' : 'VOID'},c${i % 7}@example.org\n`).join('')}`;

/** A folder for uploaded files, and the requests of a page of imports. */
export function uploads() {
  const folder = testFolder();
  const before = process.env.CHALAND_IMPORTS;
  process.env.CHALAND_IMPORTS = folder.path;
  return {
    folder: folder.path,
    [Symbol.dispose]() {
      if (before === undefined) delete process.env.CHALAND_IMPORTS;
      else process.env.CHALAND_IMPORTS = before;
      folder[Symbol.dispose]();
    },
  };
}

export const send = (
  app: ApiClient,
  content: string | Uint8Array<ArrayBuffer>,
  { name = 'till.csv', type = 'text/csv' } = {},
) =>
  app.request(`${imports}?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: content,
  });

/** @returns the id of the import */
export async function upload(app: ApiClient, content: string | Uint8Array<ArrayBuffer>, name?: string) {
  const response = await send(app, content, name ? { name } : {});
  const body = (await response.json()) as { id: string };
  assert.equal(response.status, 201, JSON.stringify(body));
  return body.id;
}

export const importOf = async (app: ApiClient, id: string) => (await app.get(`${imports}/${id}`)).body;

/** Asks until the import is so far. */
export async function until(app: TestChaland, id: string, fits: (found: ImportBody) => boolean) {
  for (;;) {
    const found: ImportBody = await importOf(app, id);
    if (fits(found)) return found;
    // PGlite answers at once: files have their turn, too.
    await setImmediate();
  }
}

interface ImportBody {
  state: string;
  moments: { recorded: number };
}
