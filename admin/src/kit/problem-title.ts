import { shallowRef } from 'vue';
import { type MessageSet, sayByName } from '../text/messages.ts';

const known = shallowRef<readonly MessageSet[]>();
let loading: Promise<void> | undefined;

/** Loads the titles: few pages tell what the API recorded of a failure, so that the first load does without them. */
export function loadProblemTitles(): Promise<void> {
  loading ??= Promise.all([import('./problem-titles.ts'), import('./connector-problem-titles.ts')]).then(
    ([{ problemTitles }, { connectorProblemTitles }]) => {
      known.value = [problemTitles, connectorProblemTitles];
    },
  );
  return loading;
}

/**
 * What a text of the API is about, by the first code in it of core's problems, or of a connector that comes with Chaland: the text itself is English, and goes
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
  for (const code of text.match(/\b[A-Z]+_[A-Z_]+\b/g) ?? []) {
    const set = titles.find(({ en }) => Object.hasOwn(en, code));
    if (set) return sayByName(set.id, code);
  }
  return undefined;
}
