import type { NavigationMenuItem } from '@nuxt/ui';
import { computed } from 'vue';
import { extensions, titleOf } from '../extend/registry.ts';
import { can } from './session.ts';

/** The menu's entries that the person may open, as the navigation wants them. */
export const menuOf = (section: 'main' | 'settings') =>
  computed(() =>
    extensions.menu().flatMap((entry): NavigationMenuItem[] => {
      const page = extensions.page(entry.page);
      if ((entry.section ?? 'main') !== section || !page) return [];
      if (!can(entry.permission) || !can(page.permission)) return [];
      return [
        {
          label: titleOf(entry.extension, entry.title ?? page.title),
          icon: entry.icon,
          to: { name: page.name },
          // Everything is below the home page.
          exact: page.path === '',
        },
      ];
    }),
  );
