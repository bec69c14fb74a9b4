import type { DeploymentLocale, Language, Store } from '@chaland/core';

/** France, with its overseas departments and collectivities, and Monaco: whoever sells there speaks French. */
const french = new Set('FR GP MQ GF RE YT PM BL MF WF PF NC MC'.split(' '));

/** What a receipt of a store is written in, where nobody chooses. */
export const languageOf = (store: Store | undefined, locale: DeploymentLocale): Language =>
  store && french.has(store.country) ? 'fr' : locale.language;
