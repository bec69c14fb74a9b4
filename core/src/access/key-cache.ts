import type { Clock } from '../clock.ts';
import { hashOfKey } from './key-text.ts';
import type { Principal } from './principal.ts';

/** A key as it was last read. */
export interface KnownKey {
  id: string;
  principal: Principal;
  expiresAt: Date | null;
}

/** Milliseconds that a key is believed without being read again: how long a revocation elsewhere may take. */
const trust = 5_000;
/** Keys remembered at most. Unknown ones have a place of their own, so that guessing drives no real key out. */
const maxKnown = 10_000;
const maxUnknown = 1_000;

interface Entry {
  key: KnownKey | undefined;
  until: number;
}

/**
 * Who holds a key, by one read that is believed for seconds. Keyed by hash: a key is nowhere in memory longer
 * than its request. An unknown key costs the same work as a known one.
 */
export function createKeyCache(clock: Clock, read: (hash: string) => Promise<KnownKey | undefined>) {
  const known = new Map<string, Entry>();
  const unknown = new Map<string, Entry>();
  const underWay = new Map<string, Promise<KnownKey | undefined>>();
  let generation = 0;

  async function load(hash: string): Promise<KnownKey | undefined> {
    const before = generation;
    const key = await read(hash);
    // What was revoked while it was read must not be believed.
    if (before === generation) {
      const [home, size] = key ? [known, maxKnown] : [unknown, maxUnknown];
      known.delete(hash);
      unknown.delete(hash);
      if (home.size >= size) home.delete(home.keys().next().value!);
      home.set(hash, { key, until: clock.now().getTime() + trust });
    }
    return key;
  }

  return {
    /** At once where it is remembered. Expiry is looked at each time. */
    find(text: string): KnownKey | undefined | Promise<KnownKey | undefined> {
      const hash = hashOfKey(text);
      const entry = known.get(hash) ?? unknown.get(hash);
      const now = clock.now().getTime();
      if (entry && entry.until > now) return valid(entry.key, now);
      let reading = underWay.get(hash);
      if (!reading) {
        reading = load(hash).finally(() => underWay.delete(hash));
        underWay.set(hash, reading);
      }
      return reading.then((key) => valid(key, now));
    },
    /** Forgets everything: a key, a role or a store's brand changed here. */
    clear() {
      generation++;
      known.clear();
      unknown.clear();
      underWay.clear();
    },
  };
}

const valid = (key: KnownKey | undefined, now: number): KnownKey | undefined =>
  key && (key.expiresAt === null || key.expiresAt.getTime() > now) ? key : undefined;
