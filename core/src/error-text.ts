const maxLength = 300;

/**
 * An error as it may be kept and shown: its message alone, on one line, bounded, and without what looks like
 * personal data, since messages of the database and of libraries quote values.
 */
export function errorText(error: unknown): string {
  const { message, code } = (error ?? {}) as { message?: unknown; code?: unknown };
  const said = typeof message === 'string' && message !== '' ? message : String(error);
  const text = typeof code === 'string' && !said.includes(code) ? `${code}: ${said}` : said;
  const clean = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[^\s"'<>(),;:=]+@[^\s"'<>(),;:=]+/g, '…@…')
    .replaceAll(/\+?\d(?:[ .-]?\d){6,}/g, '…')
    .trim();
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean;
}
