import { language } from '../text/language.ts';
import { sayByName } from '../text/messages.ts';
import { ApiProblem, ServerAway } from './problem.ts';

const byStatus: Record<number, string> = {
  403: 'forbidden',
  404: 'notFound',
  409: 'exists',
  410: 'notFound',
  412: 'changed',
  413: 'tooLarge',
  422: 'invalid',
  428: 'changed',
  429: 'tooMany',
};

/**
 * What to tell people of an error, in the panel's language. The API explains itself in English, so its own words
 * are used there only.
 */
export function problemText(error: unknown): string {
  const say = (key: string, named = {}) => sayByName('shell', `problem.${key}`, named);
  if (error instanceof ServerAway) return say('away');
  if (!(error instanceof ApiProblem)) return sayByName('shell', 'error.title');
  if (error.says) return error.says[language.value];
  if (error.status >= 500) return say('server', { id: error.requestId ?? error.code });
  if (language.value === 'en' && error.detail && error.status !== 412) {
    const detail = `${error.detail[0]!.toUpperCase()}${error.detail.slice(1)}`;
    return error.mend ? `${detail.replace(/\.?$/, '.')} ${error.mend}` : detail;
  }
  const key = byStatus[error.status];
  return key ? say(key) : say('other', { code: error.code });
}
