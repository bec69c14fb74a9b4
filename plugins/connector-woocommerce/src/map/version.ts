import { type Payload, problem } from '@chaland/core';

/**
 * Webhooks may be set to old versions of the API, which tell times of the shop's clock alone, or wrap what they are about:
 * the same purchase would lie at another time than the one that is fetched.
 * @throws Problem CHL_DELIVERY_FIELD
 */
export function refuseOldVersions(body: Payload): void {
  const wrapped = !body.has('id') && (body.has('order') || body.has('customer'));
  const local = body.has('date_created') && !body.has('date_created_gmt');
  if (!wrapped && !local) return;
  throw problem('CHL_DELIVERY_FIELD', {
    pointer: '/date_created_gmt',
    detail: 'is missing: the webhook is of an old version of the API',
    mend: 'In WooCommerce > Settings > Advanced > Webhooks give it the API version "WP REST API Integration v3". What it told meanwhile comes with the next pull: discard this delivery.',
  });
}
