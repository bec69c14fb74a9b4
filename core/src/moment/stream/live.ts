import type { Moment } from '../moment.ts';
import { before, type Position } from './position.ts';

/** What was handled once before, up to the mark of a replay, is no longer live. */
export const asLiveAsItIs = (moment: Moment, at: Position, replayedUpTo: Position | null): Moment =>
  moment.live && replayedUpTo && !before(replayedUpTo, at) ? { ...moment, live: false } : moment;
