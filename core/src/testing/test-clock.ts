import type { Clock } from '../clock.ts';

/** A length of time. A day is 24 hours. */
export interface Span {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
  milliseconds?: number;
}

/** A clock that stands still until the test moves it. */
export interface TestClock extends Clock {
  /** @example clock.advance({ days: 1 }) */
  advance(span: Span): Date;
  /** Sets it to an instant, also backwards. */
  set(instant: Date | string): Date;
}

/** When every test begins: a Monday in March at ten in Paris, in no daylight saving. */
export const testStart = new Date('2026-03-02T09:00:00.000Z');

export function testClock(start: Date | string = testStart): TestClock {
  let now = new Date(start).getTime();
  return {
    now: () => new Date(now),
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 }) {
      now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
      return new Date(now);
    },
    set(instant) {
      now = new Date(instant).getTime();
      return new Date(now);
    },
  };
}
