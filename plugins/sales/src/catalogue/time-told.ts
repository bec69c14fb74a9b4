import { type DeploymentLocale, parseTime, problem } from '@chaland/core';

/** A clock may be ahead; what lies further ahead would keep all that is told until then from counting. Milliseconds. */
const ahead = 24 * 3_600_000;

/** When a record says what it says. @throws CHL_INPUT_INVALID */
export function timeTold(time: string, { timeZone }: DeploymentLocale, now: Date): Date {
  const at = parseTime(time, timeZone);
  if (typeof at === 'string') throw problem('CHL_INPUT_INVALID', { detail: at, pointer: '/time' });
  if (at > now.getTime() + ahead) {
    const mend = "Check the sender's clock and time zone.";
    throw problem('CHL_INPUT_INVALID', { detail: 'lies more than a day ahead', pointer: '/time', mend });
  }
  return new Date(at);
}
