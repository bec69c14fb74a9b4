import { Type } from 'typebox';
import { visitType } from '../../moment/testing/test-ingest.ts';
import { momentType } from '../../moment/type.ts';
import { definePlugin } from '../../plugin/define-plugin.ts';
import type { TestChaland } from '../../testing/index.ts';
import type { ConsentInput } from '../consents.ts';

/** A plugin whose `bought` is a sale, and whose `visit` is none. */
export const shop = definePlugin({
  id: 'shop',
  version: '1.0.0',
  title: { en: 'Shop', fr: 'Boutique' },
  requires: { api: '^1.0' },
  contributes: [
    visitType,
    momentType({
      type: 'bought',
      version: 1,
      stage: 'checkout',
      sale: true,
      title: { en: 'Purchase', fr: 'Achat' },
      schema: Type.Object({}),
      summary: () => 'bought',
    }),
  ],
});

let told = 0;

/** A consent to tell: marketing by e-mail is granted, and the rest is filled in. */
export const consent = (input: Partial<ConsentInput> = {}): ConsentInput => ({
  id: `consent-${++told}`,
  source: 'web-shop',
  state: 'granted',
  purpose: 'marketing',
  channel: 'email',
  ...input,
});

/** Who a profile belongs to. */
export async function customerOf({ db }: Pick<TestChaland, 'db'>, profileId: string): Promise<string> {
  const [row] = await db.query<{ id: string }>(
    'select customer_id as id from chaland.profile where id = $1',
    [profileId],
  );
  return row!.id;
}
