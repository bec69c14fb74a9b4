import { readonly, ref } from 'vue';

const isAway = ref(false);
const back = new Set<() => void>();
let asking: ReturnType<typeof setTimeout> | undefined;

/** Whether the server is away; true from a request that found nobody until it answers again. */
export const serverAway = readonly(isAway);

/** Calls `listener` each time the server is back. */
export function onServerBack(listener: () => void): void {
  back.add(listener);
}

/** A request found nobody: asks until somebody answers, ever more slowly. */
export function noteAway(): void {
  if (isAway.value) return;
  isAway.value = true;
  askAgain(1_000);
}

function askAgain(after: number): void {
  clearTimeout(asking);
  asking = setTimeout(async () => {
    if (await answers()) {
      isAway.value = false;
      for (const listener of back) listener();
    } else askAgain(Math.min(after * 1.5, 10_000));
  }, after);
}

async function answers(): Promise<boolean> {
  try {
    return (await fetch('/health/live', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}
