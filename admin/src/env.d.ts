declare module 'virtual:chaland-extensions' {
  import type { AdminExtension } from './extend/extension.ts';

  export const entries: { id: string; load(): Promise<{ default: AdminExtension }> }[];
}
