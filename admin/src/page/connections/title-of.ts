import { problemTitle } from '../../kit/index.ts';

/** What a delivery's problem is about: in the panel's language, or as whoever wrote the connector says it. */
export function titleOf({ code, title }: Record<string, unknown>): string {
  return problemTitle(String(code)) ?? String(title ?? code);
}
