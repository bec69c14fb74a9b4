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

/** Keys in one piece of the list while it grows: to double the whole would take three times its size. */
const pieceSize = 2 ** 20;

export function keyList(): KeyListBuilder {
  const pieces: Float64Array[] = [];
  let starts = new Uint32Array(2 ** 12);
  let size = 0;
  const once = new Uint32Array(places / 32);
  const twice = new Uint32Array(places / 32);
  const placeOf = (key: number) => Math.floor(key / 32) % places;

  return {
    add(own) {
      let end = starts[size]!;
      for (const key of own) {
        if (end === pieces.length * pieceSize) pieces.push(new Float64Array(pieceSize));
        pieces.at(-1)![end++ % pieceSize] = key;
        const place = placeOf(key);
        const bit = 1 << (place & 31);
        if ((once[place >>> 5]! & bit) !== 0) twice[place >>> 5]! |= bit;
        else once[place >>> 5]! |= bit;
      }
      if (size + 2 > starts.length) {
        const longer = new Uint32Array(starts.length * 2);
        longer.set(starts);
        starts = longer;
      }
      starts[++size] = end;
    },
    done() {
      const isShared = (key: number) => (twice[placeOf(key) >>> 5]! & (1 << (placeOf(key) & 31))) !== 0;
      let kept = 0;
      for (let ordinal = 0; ordinal < size; ordinal++) {
        const [from, to] = [starts[ordinal]!, starts[ordinal + 1]!];
        starts[ordinal] = kept;
        for (let at = from; at < to; at++) {
          const key = pieces[Math.floor(at / pieceSize)]![at % pieceSize]!;
          if (!isShared(key)) continue;
          // What was read already makes room.
          pieces[Math.floor(kept / pieceSize)]![kept % pieceSize] = key;
          kept++;
        }
      }
      starts[size] = kept;
      const keys = new Float64Array(kept);
      for (let at = 0; at < kept; at += pieceSize) {
        keys.set(pieces[at / pieceSize]!.subarray(0, Math.min(pieceSize, kept - at)), at);
      }
      return sharedKeys(keys, starts, size);
    },
  };
}

function sharedKeys(keys: Float64Array, starts: Uint32Array, size: number): KeyList {
  return {
    size,
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
