/**
 * Where a text stops being JSON. The runtime's own message quotes the text around the fault, which may be
 * personal data, and often leaves the position out; so the text is walked again, only once it has failed.
 * @returns line and column from 1, and the offset from 0, all in UTF-16 units
 */
export function jsonFault(text: string): { offset: number; line: number; column: number } {
  const offset = faultOffset(text);
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { offset, line, column: offset - before.lastIndexOf('\n') };
}

const space = /[\t\n\r ]*/y;
const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them unescaped.
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;

/** A walk without recursion: nesting of any depth can't exhaust the stack. */
function faultOffset(text: string): number {
  let at = 0;
  const open: ('{' | '[')[] = [];
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const take = (character: string): boolean => {
    skip(space);
    if (text[at] !== character) return false;
    at++;
    return true;
  };
  const name = (): boolean => {
    skip(space);
    return skip(string) && take(':');
  };

  for (;;) {
    // A value begins here.
    skip(space);
    if (text[at] === '{' || text[at] === '[') {
      const kind = text[at] as '{' | '[';
      at++;
      if (!take(kind === '{' ? '}' : ']')) {
        open.push(kind);
        if (kind === '{' && !name()) return at;
        continue;
      }
    } else if (!skip(string) && !skip(scalar)) return at;

    // A value has ended: what encloses it goes on, or ends too.
    for (;;) {
      const kind = open.at(-1);
      if (!kind) {
        skip(space);
        return at;
      }
      if (take(',')) {
        if (kind === '{' && !name()) return at;
        break;
      }
      if (!take(kind === '{' ? '}' : ']')) return at;
      open.pop();
    }
  }
}
