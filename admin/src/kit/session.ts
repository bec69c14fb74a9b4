import { computed } from 'vue';
import { can, session } from '../shell/session.ts';

/** Who is logged in, and what they may do. Hide what they may not; the API refuses it by itself. */
export const useSession = () => ({
  session,
  user: computed(() => session.value?.user ?? null),
  /** `can('stores.write')`: in some store at least; with 'everywhere', in all. */
  can,
});
