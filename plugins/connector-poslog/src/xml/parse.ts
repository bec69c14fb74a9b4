import { problem } from '../problem.ts';
import { attributesOf } from './attributes.ts';
import { Element } from './element.ts';
import { decodeEntities } from './entities.ts';

/** Deeper than any till nests; what is deeper is no log. */
const deepest = 64;
// biome-ignore lint/suspicious/noControlCharactersInRegex: those that XML 1.0 forbids
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/**
 * Reads one transaction, alone or in its log, as XML 1.0 without a document type: what could declare entities is
 * refused, and only the five that XML itself knows are ever replaced.
 *
 * Written for this: of the libraries that are strict, the fastest (saxes 6) reads 20 MB a second into elements where
 * this reads several times as much. A test holds that both see the same elements, and refuse the same faults.
 * @throws POSLOG_XML where it isn't well-formed, POSLOG_UNSAFE for a document type
 */
export function parseXml(xml: string): Element {
  let root: Element | undefined;
  let open: Element | undefined;
  let depth = 0;
  let at = 0;
  const broken = (detail: string): never => {
    throw problem('POSLOG_XML', { detail, pointer: open?.path ?? '' });
  };
  const end = (text: string, from: number, what: string): number => {
    const found = xml.indexOf(text, from);
    return found < 0 ? broken(`${what} is never closed`) : found;
  };
  if (forbidden.test(xml)) broken('there is a control character that XML forbids');

  for (;;) {
    const less = xml.indexOf('<', at);
    const until = less < 0 ? xml.length : less;
    if (until > at) {
      if (open) open.append(decodeEntities(xml.slice(at, until), broken));
      else if (!blank(xml, at, until)) broken('there is text outside of the elements');
    }
    if (less < 0) break;
    const next = xml.charCodeAt(less + 1);
    if (next === slash) {
      const close = end('>', less, 'an end tag');
      if (!open) return broken('an end tag has no beginning');
      if (!endsTag(xml, less + 2, close, open.tag)) {
        broken(`</${xml.slice(less + 2, close).trim()}> closes <${open.tag}>`);
      }
      open.close();
      open = open.parent;
      depth--;
      at = close + 1;
    } else if (next === exclamation) {
      if (xml.startsWith('<!--', less)) {
        at = end('-->', less + 4, 'a comment') + 3;
      } else if (xml.startsWith('<![CDATA[', less)) {
        const close = end(']]>', less + 9, 'a CDATA section');
        if (!open) broken('there is text outside of the elements');
        open!.append(xml.slice(less + 9, close));
        at = close + 3;
      } else if (xml.startsWith('<!DOCTYPE', less)) {
        throw problem('POSLOG_UNSAFE');
      } else broken('there is markup that XML does not know');
    } else if (next === question) {
      at = end('?>', less, 'a processing instruction') + 2;
    } else {
      if (!open && root) broken('there is a second root');
      const nameEnd = endOfName(xml, less + 1);
      if (nameEnd === less + 1) broken('a < is followed by no name');
      const tag = xml.slice(less + 1, nameEnd);
      const { attributes, close, empty } = attributesOf(xml, nameEnd, broken);
      const element = new Element(tag, attributes, open);
      if (open) open.children.push(element);
      else root = element;
      if (!empty) {
        open = element;
        if (++depth > deepest) broken(`elements are nested deeper than ${deepest} levels`);
      }
      at = close;
    }
  }
  if (open) broken(`<${open.tag}> is never closed`);
  return root ?? broken('there is no element');
}

/** Whether an end tag names what is open; blanks may follow the name. */
function endsTag(xml: string, from: number, close: number, tag: string): boolean {
  const end = from + tag.length;
  return xml.startsWith(tag, from) && (end === close || blank(xml, end, close));
}

function endOfName(xml: string, from: number): number {
  const first = xml.charCodeAt(from);
  // A name begins with a letter, _ or :, or something beyond ASCII.
  if (!((first | 32) >= 97 && (first | 32) <= 122) && first !== 95 && first !== 58 && first < 128)
    return from;
  let at = from + 1;
  for (; at < xml.length; at++) {
    const code = xml.charCodeAt(at);
    if (code <= 32 || code === slash || code === 62 || code === 61 || code === 60) break;
  }
  return at;
}

function blank(xml: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = xml.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9 && code !== 0xfeff) return false;
  }
  return true;
}

const slash = 47;
const exclamation = 33;
const question = 63;
