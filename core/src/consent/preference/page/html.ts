/** A piece of HTML whose every value was escaped. */
export interface Html {
  readonly html: string;
}

type Value = string | number | Html | readonly Html[] | null | false;

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign]!);

const textOf = (value: Value): string => {
  if (value === null || value === false) return '';
  if (typeof value === 'object') return 'html' in value ? value.html : value.map(({ html }) => html).join('');
  return escaped(String(value));
};

/**
 * HTML with its values escaped, in texts and in quoted attributes; pieces of HTML and lists of them stand as they are.
 * @example html`<p title="${title}">${text}</p>`
 */
export const html = (strings: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  html: String.raw({ raw: strings }, ...values.map(textOf)),
});
