import { shallowRef } from 'vue';
import { sayByName } from '../text/messages.ts';

const known = shallowRef<Readonly<Record<string, string>>>();
let loading: Promise<void> | undefined;

/** Loads the titles: few pages tell what the API recorded of a failure, so that the first load does without them. */
export function loadProblemTitles(): Promise<void> {
  loading ??= import('./problem-titles.ts').then(({ problemTitles }) => {
    known.value = problemTitles.en;
  });
  return loading;
}

/**
 * What a text of the API is about, by the first code of core's problems in it: the text itself is English, and goes
 * below as a technical detail with `lang="en"`. What draws it is drawn again once the titles are loaded.
 * @returns undefined where it names no such code
 * @example problemTitle('CHL_STORE_UNKNOWN: no store has the code "X"') // "Aucun magasin n’a ce code"
 */
export function problemTitle(text: string): string | undefined {
  const titles = known.value;
  if (!titles) {
    void loadProblemTitles().catch(() => {
      // Without titles the text stands alone; the next one tries again.
      loading = undefined;
    });
    return undefined;
  }
  const code = text.match(/\bCHL_[A-Z_]+\b/g)?.find((one) => Object.hasOwn(titles, one));
  return code && sayByName('problems', code);
}
