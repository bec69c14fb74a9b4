import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import type { AdminPage } from '../extend/extension.ts';
import { extensions, type Owned } from '../extend/registry.ts';
import { session } from './session.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Seen without logging in. */
    open?: boolean;
    /** What has to be held, and where, to see it. */
    permission?: string;
    where?: 'somewhere' | 'everywhere';
    extension?: string;
  }
}

/** Core's pages are below `/admin/`, a plugin's below `/admin/x/<plugin>/`. */
function pathOf({ extension, path }: Owned<AdminPage>): string {
  const below = extension.startsWith('core-') ? '/' : `/x/${extension}/`;
  return `${below}${path}`.replace(/\/+$/, '') || '/';
}

const routeOf = (page: Owned<AdminPage>): RouteRecordRaw => ({
  path: pathOf(page),
  name: page.name,
  component: page.component,
  meta: { permission: page.permission, where: page.where, extension: page.extension },
});

/** The panel's addresses: the shell's own, and every page of the extensions. */
export function makeRouter() {
  const router = createRouter({
    history: createWebHistory(import.meta.env.BASE_URL),
    routes: [
      { path: '/log-in', name: 'log-in', component: () => import('./SignIn.vue'), meta: { open: true } },
      { path: '/welcome', name: 'welcome', component: () => import('./Welcome.vue'), meta: { open: true } },
      {
        path: '/',
        component: () => import('./Shell.vue'),
        children: [
          ...extensions.pages().map(routeOf),
          { path: '/forbidden', name: 'forbidden', component: () => import('./Forbidden.vue') },
          { path: '/:rest(.*)*', name: 'not-found', component: () => import('./NotFound.vue') },
        ],
      },
    ],
  });

  router.beforeEach((to) => {
    if (to.meta.open) return to.name === 'log-in' && session.value ? { path: '/' } : true;
    if (!session.value) return { name: 'log-in', query: to.fullPath === '/' ? {} : { to: to.fullPath } };
    // The address stays: the page comes up by itself once the role allows it.
    return true;
  });

  // A page of an older build is gone from the server: load the new one.
  router.onError((error, to) => {
    if (!/dynamically imported module|module script failed|Unable to preload/i.test(String(error))) return;
    const key = 'chaland-reloaded';
    if (sessionStorage.getItem(key) === to.fullPath) return;
    sessionStorage.setItem(key, to.fullPath);
    location.assign(router.resolve(to.fullPath).href);
  });
  return router;
}
