const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  times: '×',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  euro: '€',
};

/** What WordPress writes as HTML, `Ship Your Idea &ndash; <b>Black</b>`, as people read it. */
export function plainText(html: string, most = 500): string {
  const text = html
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,10}));/gi, (whole, tens, hex, name) => {
      if (name) return named[String(name).toLowerCase()] ?? whole;
      const point = tens ? Number(tens) : Number.parseInt(hex, 16);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    });
  return text.replace(/\s+/g, ' ').trim().slice(0, most);
}
