import { computed, reactive, readonly, ref } from 'vue';
import { type components, useApi } from '../api/index.ts';
import type { Guarded } from '../extend/extension.ts';
import { type Language, setLanguage } from '../text/language.ts';

/** Who is logged in, as `GET /api/session` answers. */
export type Session = components['schemas']['Session'];

const api = useApi();
const current = ref<Session | null>(null);
const expiry = reactive({ asking: false });
let waiting: { promise: Promise<void>; resolve: () => void } | undefined;

/** Who is logged in; null before. */
export const session = readonly(current);
/** Whether the log-in dialog is to be shown over the page. */
export const isExpired = computed(() => expiry.asking);

/** Who is logged in by the cookie that the browser holds; null where nobody is. */
export async function readSession(): Promise<void> {
  try {
    take(await api.get('/api/session'));
  } catch (error) {
    if ((error as { status?: number }).status !== 401) throw error;
    current.value = null;
  }
}

/**
 * Takes over who logged in. Somebody else than before sees nothing of the page that was open.
 */
export function take(found: Session): void {
  const before = current.value;
  current.value = found;
  if (found.user?.language) setLanguage(found.user.language);
  if (before && before.principal.id !== found.principal.id) {
    location.reload();
    return;
  }
  expiry.asking = false;
  waiting?.resolve();
  waiting = undefined;
}

/** Logs in. @throws ApiProblem CHL_SIGN_IN_FAILED, CHL_SECOND_FACTOR, or 429 with `retryAfter` */
export const signIn = async (body: { email: string; password: string; code?: string }): Promise<void> =>
  take(await api.post('/api/session', { body }));

/** Logs out and leaves the page. */
export async function signOut(): Promise<void> {
  await api.delete('/api/session').catch(() => {});
  location.assign(import.meta.env.BASE_URL);
}

/** Asks the person to log in again over the page they are on; resolves when they have. */
export function askToSignInAgain(): Promise<void> {
  expiry.asking = true;
  waiting ??= Promise.withResolvers<void>();
  return waiting.promise;
}

/** Changes the person's own account. */
export async function changeAccount(change: { language?: Language; name?: string }): Promise<void> {
  take(await api.patch('/api/session', { body: change }));
}

/**
 * Whether the person holds a permission: 'somewhere' in one store at least, which everywhere is too. Without one
 * named, always.
 */
export function can(
  permission: string | undefined,
  where: 'somewhere' | 'everywhere' = 'somewhere',
): boolean {
  if (permission === undefined) return true;
  const held = current.value;
  if (held?.everywhere.includes(permission)) return true;
  return where === 'somewhere' && (held?.somewhere.includes(permission) ?? false);
}

/** Whether the person may use a page, a widget or whatever else an extension guards. */
export const mayUse = ({ permission, where }: Guarded): boolean => can(permission, where);
