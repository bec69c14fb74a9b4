import { matchesGlob } from 'node:path';
import type { DroppedFile } from './drop.ts';
import type { DropArgs } from './drop-args.ts';

/** Files that are asked for and that nobody is writing any more, the oldest first. */
export function readyFiles(
  files: readonly DroppedFile[],
  { pattern, settle }: Pick<DropArgs, 'pattern' | 'settle'>,
  now: Date,
): DroppedFile[] {
  const until = now.getTime() - settle * 1_000;
  const asked = pattern.toLowerCase();
  return files
    .filter(
      ({ name, modified }) =>
        modified <= until && !isTransfers(name) && matchesGlob(name.toLowerCase(), asked),
    )
    .sort((a, b) => a.modified - b.modified || (a.name < b.name ? -1 : 1));
}

/** By its name a transfer's own, that isn't there yet. */
const isTransfers = (name: string): boolean => /^\.|\.(part|tmp|filepart)$/i.test(name);
