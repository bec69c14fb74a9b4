/**
 * When `Retry-After` (RFC 9110, 10.2.3) says to come again: seconds, or a date.
 * @returns milliseconds since 1970; undefined for what is neither
 */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return now + Number(text) * 1_000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(date, now);
}
