/** One line of the benchmark's table. */
export interface Row {
  /** What was done. */
  work: string;
  /** The limit measured in the same run, with its unit; null where there is none to compare with. */
  raw: string | null;
  /** Chaland's figure, with its unit. */
  ours: string;
  /** ours ÷ raw in speed: 1 is as fast as the limit. */
  ratio: number | null;
  /** What it should be: '≥ 0.8', 'p99 ≤ 20 ms'. */
  reach: string;
  /** Whether it is. */
  reached: boolean;
  note?: string;
}

/** A row whose figure is a rate, compared with the rate of the raw limit. */
export function rateRow(
  work: string,
  unit: string,
  raw: number,
  ours: number,
  reach: number,
  note?: string,
): Row {
  const ratio = ours / raw;
  return {
    work,
    raw: `${Math.round(raw).toLocaleString('en')} ${unit}`,
    ours: `${Math.round(ours).toLocaleString('en')} ${unit}`,
    ratio,
    reach: `≥ ${reach}`,
    reached: ratio >= reach,
    ...(note ? { note } : {}),
  };
}

/** A row whose figures are durations in milliseconds, held to bounds: `{ p50: [3.1, 20], p99: [18, 100] }`. */
export function latencyRow(
  work: string,
  figures: Record<string, [found: number, bound: number]>,
  note?: string,
): Row {
  const say = (pick: 0 | 1, sign: string) =>
    Object.entries(figures)
      .map(([name, values]) => `${name} ${sign}${Number(values[pick].toPrecision(3))} ms`)
      .join(', ');
  return {
    work,
    raw: null,
    ours: say(0, ''),
    ratio: null,
    reach: say(1, '≤ '),
    reached: Object.values(figures).every(([found, bound]) => found <= bound),
    ...(note ? { note } : {}),
  };
}

export const median = (values: readonly number[]): number => percentile(values, 50);

/** The nearest-rank percentile of unsorted values. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
