const known: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Replaces XML's own five entities and character references. Nothing that a log declares is ever expanded. */
export function decodeEntities(text: string, broken: (detail: string) => never): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&\s]{0,40})(;?)/g, (whole, name: string, end: string) => {
    if (end === '') return broken('there is a & that begins no entity');
    const letter = Object.hasOwn(known, name) ? known[name] : character(name);
    return letter ?? broken(`${whole} is an entity that XML does not know`);
  });
}

function character(name: string): string | undefined {
  const match = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name);
  if (!match) return undefined;
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
  const allowed =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return allowed ? String.fromCodePoint(code) : undefined;
}
