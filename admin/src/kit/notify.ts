import { useToast } from '@nuxt/ui/composables';
import { problemText } from '../api/problem-text.ts';

/** Says in a corner that something worked: `notify(t('saved'))`. */
export function notify(title: string): void {
  useToast().add({ title, color: 'success', icon: 'i-lucide-circle-check' });
}

/** Says in a corner what went wrong. */
export function notifyProblem(error: unknown): void {
  useToast().add({
    title: problemText(error),
    color: 'error',
    icon: 'i-lucide-triangle-alert',
    duration: 10_000,
  });
}
