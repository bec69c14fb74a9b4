import { type Logger, pino } from 'pino';

/** Structured logs: pass ids and counts, never names, contact points or bodies. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** JSON lines on stderr; `CHALAND_LOG_LEVEL` sets what is told, `info` where absent. */
export const createLog = (level = process.env.CHALAND_LOG_LEVEL ?? 'info'): Log =>
  pino({ level, base: null }, pino.destination({ dest: 2, sync: false }));
