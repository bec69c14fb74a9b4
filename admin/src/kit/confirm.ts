import { shallowRef } from 'vue';

export interface Question {
  title: string;
  /** What it means to say yes. */
  text?: string;
  /** On the button: what is done, as a verb. */
  action: string;
  /** Red: it can't be taken back. */
  danger?: boolean;
}

/** The question that the shell shows now. */
export const asked = shallowRef<Question & { answer(yes: boolean): void }>();

/**
 * Asks before something is done.
 * @example if (await confirm({ title: t('delete'), action: t('delete'), danger: true })) remove();
 */
export function confirm(question: Question): Promise<boolean> {
  asked.value?.answer(false);
  return new Promise((resolve) => {
    asked.value = {
      ...question,
      answer: (yes) => {
        asked.value = undefined;
        resolve(yes);
      },
    };
  });
}
