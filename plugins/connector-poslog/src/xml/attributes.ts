import { decodeEntities } from './entities.ts';

export type Attributes = Readonly<Record<string, string>>;

const none: Attributes = {};
const attribute = /\s+([\p{L}_:][^\s=/<>"']*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/uy;
const tagEnd = /\s*(\/?)>/y;

/**
 * The attributes of a start tag, read from the end of its name.
 * @returns where the tag ends, and whether it is empty: `<Sale/>`
 */
export function attributesOf(xml: string, from: number, broken: (detail: string) => never) {
  if (xml.charCodeAt(from) === greater) return { attributes: none, close: from + 1, empty: false };
  let attributes: Record<string, string> | undefined;
  let at = from;
  for (;;) {
    attribute.lastIndex = at;
    const found = attribute.exec(xml);
    if (!found) break;
    attributes ??= {};
    const name = found[1]!;
    if (Object.hasOwn(attributes, name)) broken(`the attribute ${name} is there twice`);
    attributes[name] = decodeEntities(found[2] ?? found[3]!, broken);
    at = attribute.lastIndex;
  }
  tagEnd.lastIndex = at;
  const end = tagEnd.exec(xml);
  if (!end) return broken('a start tag is never closed, or its attributes are not well-formed');
  return { attributes: attributes ?? none, close: tagEnd.lastIndex, empty: end[1] === '/' };
}

const greater = 62;
