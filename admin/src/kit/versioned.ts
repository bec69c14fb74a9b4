import { useMutation } from '@tanstack/vue-query';
import { shallowRef, watch } from 'vue';
import { ApiProblem } from '../api/problem.ts';

/**
 * An edit of something that others edit too. Where somebody was faster, `theirs` holds what is there now, to be
 * shown beside one's own in a `ConflictView`; nothing is overwritten unseen.
 * @param options.now what is there, as last read: taken over while nothing is changed
 * @param options.fill puts a version's values into the form
 * @param options.save sends the values as a change of `from`, with its version
 * @param options.read asks for what is there now
 * @example const { save, isSaving, error, theirs, keepMine, takeTheirs } = useVersioned({ now: () => user, … });
 */
export function useVersioned<T extends { version: number }>({
  now,
  fill,
  isChanged,
  save,
  read,
  saved,
}: {
  now: () => T;
  fill: (version: T) => void;
  isChanged: (from: T) => boolean;
  save: (from: T) => Promise<T>;
  read: () => Promise<T>;
  saved: (version: T) => unknown;
}) {
  const from = shallowRef(now());
  const theirs = shallowRef<T>();
  fill(from.value);
  watch(now, (found) => {
    if (found.version === from.value.version || isChanged(from.value)) return;
    from.value = found;
    fill(found);
  });

  const { mutate, isPending, error, reset } = useMutation({
    async mutationFn() {
      try {
        return await save(from.value);
      } catch (problem) {
        if (!(problem instanceof ApiProblem) || problem.status !== 412) throw problem;
        theirs.value = await read();
        return undefined;
      }
    },
    onSuccess(version) {
      if (!version) return;
      from.value = version;
      fill(version);
      return saved(version);
    },
    meta: { quiet: true },
  });

  return {
    /** The version that the edit was made from. */
    from,
    theirs,
    error,
    isSaving: isPending,
    isChanged: () => isChanged(from.value),
    save: () => mutate(),
    keepMine() {
      if (!theirs.value) return;
      from.value = theirs.value;
      theirs.value = undefined;
      mutate();
    },
    takeTheirs() {
      if (!theirs.value) return;
      from.value = theirs.value;
      fill(theirs.value);
      theirs.value = undefined;
      reset();
    },
  };
}
