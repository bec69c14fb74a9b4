import type { AdminExtension } from '../extend/extension.ts';

/** Core's pages: each folder here has an `index.ts` that exports its `defineAdminExtension` by default. */
export const corePages: readonly AdminExtension[] = Object.values(
  import.meta.glob<AdminExtension>('./*/index.ts', { eager: true, import: 'default' }),
);
