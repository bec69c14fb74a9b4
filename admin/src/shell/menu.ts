import type { NavigationMenuItem } from '@nuxt/ui';
import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { extensions, titleOf } from '../extend/registry.ts';
import { mayUse } from './session.ts';

/**
 * The menu's entries that the person may open, as the navigation wants them. The one whose page is open is marked,
 * on the pages below it too: a customer's marks the customers.
 */
export function useMenu(section: 'main' | 'settings') {
  const route = useRoute();
  const router = useRouter();
  const entries = computed(() =>
    extensions.menu().flatMap((entry) => {
      const page = extensions.page(entry.page);
      if (!page || !mayUse(entry) || !mayUse(page)) return [];
      return [{ entry, page, path: router.resolve({ name: page.name }).path }];
    }),
  );
  const open = computed(() => {
    const above = entries.value.filter(({ path }) => isBelow(route.path, path));
    return above.toSorted((a, b) => b.path.length - a.path.length)[0];
  });
  return computed(() =>
    entries.value
      .filter(({ entry }) => (entry.section ?? 'main') === section)
      .map(
        (one): NavigationMenuItem => ({
          label: titleOf(one.entry.extension, one.entry.title ?? one.page.title),
          icon: one.entry.icon,
          to: { name: one.page.name },
          // Everything is below the home page.
          exact: one.page.path === '',
          active: one === open.value,
        }),
      ),
  );
}

const isBelow = (path: string, above: string): boolean => path === above || path.startsWith(`${above}/`);
