/** A string, or whatever stands between brackets, commas and colons: a number longer than a double holds included. */
const token = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g;

/**
 * JSON on many lines, each of its values written as it came: read and written anew, an id of 18 digits would be another
 * one. Everything else stays as it is.
 */
export function readable(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  const tokens = text.match(token) ?? [];
  let [out, depth] = ['', 0];
  const line = () => `\n${'  '.repeat(depth)}`;
  for (const [index, one] of tokens.entries()) {
    const isEmpty = /[{[]/.test(tokens[index - 1] ?? '') && (tokens[index - 1]?.length ?? 0) === 1;
    if (one === '}' || one === ']') {
      depth -= 1;
      out += isEmpty ? one : line() + one;
    } else {
      if (isEmpty) out += line();
      out += one === ':' ? ': ' : one;
      if (one === '{' || one === '[') depth += 1;
      if (one === ',') out += line();
    }
  }
  return out;
}
