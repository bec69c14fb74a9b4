const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it stands in HTML, between tags and in attributes. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign]!);

/** A plain text as HTML: paragraphs and lines stay, addresses of the web become links. */
export function htmlOf(text: string): string {
  const paragraphs = text.replaceAll(/\r\n?/g, '\n').split(/\n{2,}/);
  return paragraphs.map((lines) => `<p>${linked(lines).replaceAll('\n', '<br>\n')}</p>`).join('\n');
}

/** A stop or a bracket after an address belongs to the sentence. */
function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/)
    .map((part, index) =>
      index % 2 === 1 ? `<a href="${escapeHtml(part)}">${escapeHtml(part)}</a>` : escapeHtml(part),
    )
    .join('');
}
