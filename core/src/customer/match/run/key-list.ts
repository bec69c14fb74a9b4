/** The keys that records share with others, in one array: ten million numbers without an object for each. */
export interface KeyList {
  readonly size: number;
  each(ordinal: number, take: (key: number) => void): void;
  /** The first key that two records have in common, in their order, `skip` aside. */
  firstCommon(a: number, b: number, skip: ReadonlySet<number>): number | undefined;
}

export interface KeyListBuilder {
  /** Adds the keys of the next record. */
  add(keys: readonly number[]): void;
  /** Leaves out the keys that nobody else has, as far as one can tell cheaply: two in three. */
  done(): KeyList;
}

/** A bit each: ten million keys leave most of them free. */
const places = 2 ** 27;

export function keyList(): KeyListBuilder {
  let keys = new Float64Array(2 ** 16);
  let starts = new Uint32Array(2 ** 12);
  let size = 0;
  const once = new Uint32Array(places / 32);
  const twice = new Uint32Array(places / 32);
  const placeOf = (key: number) => Math.floor(key / 32) % places;

  return {
    add(own) {
      const start = starts[size]!;
      if (start + own.length > keys.length) keys = grown(keys, new Float64Array(keys.length * 2));
      if (size + 2 > starts.length) starts = grown(starts, new Uint32Array(starts.length * 2));
      for (const [index, key] of own.entries()) {
        keys[start + index] = key;
        const place = placeOf(key);
        const bit = 1 << (place & 31);
        if ((once[place >>> 5]! & bit) !== 0) twice[place >>> 5]! |= bit;
        else once[place >>> 5]! |= bit;
      }
      starts[++size] = start + own.length;
    },
    done() {
      let kept = 0;
      for (let ordinal = 0; ordinal < size; ordinal++) {
        const [from, to] = [starts[ordinal]!, starts[ordinal + 1]!];
        starts[ordinal] = kept;
        for (let at = from; at < to; at++) {
          const place = placeOf(keys[at]!);
          if ((twice[place >>> 5]! & (1 << (place & 31))) !== 0) keys[kept++] = keys[at]!;
        }
      }
      starts[size] = kept;
      return sharedKeys(keys.slice(0, kept), starts.slice(0, size + 1));
    },
  };
}

function sharedKeys(keys: Float64Array, starts: Uint32Array): KeyList {
  return {
    size: starts.length - 1,
    each(ordinal, take) {
      for (let at = starts[ordinal]!; at < starts[ordinal + 1]!; at++) take(keys[at]!);
    },
    firstCommon(a, b, skip) {
      const [from, to] = [starts[b]!, starts[b + 1]!];
      for (let i = starts[a]!; i < starts[a + 1]!; i++) {
        const key = keys[i]!;
        for (let j = from; j < to; j++) if (keys[j] === key && !skip.has(key)) return key;
      }
      return undefined;
    },
  };
}

function grown<List extends Float64Array | Uint32Array>(from: List, to: List): List {
  to.set(from);
  return to;
}
