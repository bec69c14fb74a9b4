import { stripVTControlCharacters, styleText } from 'node:util';
import type { Terminal } from './terminal.ts';

export interface ProgressState {
  done: number;
  /** Where it is known: gives the bar and the time left. */
  total?: number;
  /** More to tell, e.g. `3 rejected`. */
  note?: string;
  /** What is counted, with its number for the rate; `done` where absent. */
  rows?: number;
}

export interface Progress {
  update(state: ProgressState): void;
  /** Leaves the last state standing. */
  end(): void;
}

/** Between two drawings, in milliseconds: a terminal is redrawn, a log gets a line now and then. */
const every = { terminal: 100, log: 3_000 };

/** Shows how long work comes along, on stderr: a bar on a terminal, lines in a log, nothing under --json. */
export function showProgress(
  { json }: Pick<Terminal, 'json'>,
  { title, unit, out = process.stderr }: { title: string; unit: string; out?: NodeJS.WriteStream },
): Progress {
  if (json) return { update() {}, end() {} };
  const started = performance.now();
  let latest: ProgressState | undefined;
  let drawn = started;

  const draw = (now: number) => {
    drawn = now;
    const line = progressLine(latest ?? { done: 0 }, {
      title,
      unit,
      seconds: (now - started) / 1000,
      bar: out.isTTY,
    });
    out.write(out.isTTY ? `\r\x1b[2K${fitted(line, out.columns)}` : `${line}\n`);
  };
  return {
    update(state) {
      latest = state;
      const now = performance.now();
      if (now - drawn >= (out.isTTY ? every.terminal : every.log)) draw(now);
    },
    end() {
      if (!latest) return;
      draw(performance.now());
      if (out.isTTY) out.write('\n');
    },
  };
}

/** @example 'Reading till.csv  [########        ]  52 %  104,000 rows  21,000 rows/s  4 s left' */
export function progressLine(
  { done, total, note, rows = done }: ProgressState,
  { title, unit, seconds, bar }: { title: string; unit: string; seconds: number; bar: boolean },
): string {
  const share = total ? Math.min(1, done / total) : undefined;
  const rate = seconds > 0 ? rows / seconds : 0;
  const left = share && share < 1 ? (seconds * (1 - share)) / share : undefined;
  return [
    title,
    ...(share === undefined ? [] : bar ? [barOf(share)] : []),
    ...(share === undefined ? [] : [`${Math.floor(share * 100)} %`]),
    `${grouped(rows)} ${unit}`,
    `${grouped(rate)} ${unit}/s`,
    ...(left === undefined ? [] : [`${duration(left)} left`]),
    ...(note ? [note] : []),
  ].join('  ');
}

const barWidth = 24;
const barOf = (share: number): string => {
  const full = Math.round(share * barWidth);
  return `[${styleText('green', '#'.repeat(full), { stream: process.stderr })}${' '.repeat(barWidth - full)}]`;
};

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
export const grouped = (value: number): string => numbers.format(value);

/** @example duration(3_725) // '1 h 2 min' */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A line longer than the terminal would wrap, and each redrawing leave one more behind. */
const fitted = (line: string, columns = 80): string =>
  stripVTControlCharacters(line).length < columns
    ? line
    : stripVTControlCharacters(line).slice(0, columns - 1);
