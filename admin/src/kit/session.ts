import { computed } from 'vue';
import { can, mayUse, session } from '../shell/session.ts';

/** Who is logged in, and what they may do. Hide what they may not; the API refuses it by itself. */
export const useSession = () => ({
  session,
  user: computed(() => session.value?.user ?? null),
  /** `can('stores.write')`: in some store at least; with 'everywhere', in all. */
  can,
  /** Whether the person may use what an extension guards: a page, a widget, a filter. */
  mayUse,
});
