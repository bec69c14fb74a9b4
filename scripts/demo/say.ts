export const say = (line = ''): void => void process.stdout.write(`${line}\n`);

export const count = (number: number): string => number.toLocaleString('en');

/** Seconds since an instant of `performance.now()`. */
export const secondsSince = (started: number): string => ((performance.now() - started) / 1000).toFixed(1);
