/** How far a run is, in the phase that is under way. */
export interface Progress {
  /** First the file is read and sorted, where rows belong together; then what comes of it is recorded. */
  phase: 'reading' | 'recording';
  /** Rows so far. */
  rows: number;
  /** Rows in all, once they are known. */
  total: number | null;
  /** From 0 to 1. */
  share: number;
}

export interface Pace extends Progress {
  /** Over the last seconds; null until that can be told. */
  rowsPerSecond: number | null;
  /** That this phase will take yet. */
  secondsLeft: number | null;
}

/** Milliseconds that are looked back. */
const window = 10_000;

/** Tells a run's pace from where it was some seconds ago. */
export function paceMeter() {
  let samples: (Progress & { at: number })[] = [];
  return (now: Date, progress: Progress): Pace => {
    const at = now.getTime();
    samples = samples.filter((sample) => sample.phase === progress.phase && sample.at > at - window);
    samples.push({ ...progress, at });
    const first = samples[0]!;
    const seconds = (at - first.at) / 1000;
    const rows = progress.rows - first.rows;
    const share = progress.share - first.share;
    return {
      ...progress,
      rowsPerSecond: seconds > 0 ? Math.round(rows / seconds) : null,
      secondsLeft: seconds > 0 && share > 0 ? Math.round(((1 - progress.share) / share) * seconds) : null,
    };
  };
}
