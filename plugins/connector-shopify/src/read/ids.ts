import type { Payload } from '@chaland/core';

/** The number in an id of the GraphQL API: `gid://shopify/Order/450789469` is `450789469`. */
export const bareId = (id: string): string => id.slice(id.lastIndexOf('/') + 1).replace(/\?.*$/, '');

/** An object's own number: webhooks have it as `id`, the API in a global id; some webhooks have both. */
export const idOf = (object: Payload): string =>
  bareId(object.maybeText('admin_graphql_api_id') ?? object.text('id'));

/** A number of something else, `location_id` in a webhook, `location: { id }` from the API. */
export function maybeIdOf(object: Payload, name: string): string | undefined {
  const id = object.maybeText(`${name}_id`) ?? object.maybeObject(name)?.maybeText('id');
  return id === undefined ? undefined : bareId(id);
}

/** One of a fixed set of words: webhooks write them small, the API in capitals. */
export const word = (object: Payload, path: string): string | undefined =>
  object.maybeText(path)?.toLowerCase();
