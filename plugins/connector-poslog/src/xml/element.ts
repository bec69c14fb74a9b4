import type { Attributes } from './attributes.ts';
import { missing, unreadable } from './fault.ts';

/**
 * An element with what mapping needs of it. Names are local: every till has prefixes of its own, and its log says the
 * same with them as without.
 */
export class Element {
  readonly name: string;
  /** The name with its prefix. */
  readonly tag: string;
  readonly parent: Element | undefined;
  readonly children: Element[] = [];
  /** Its own text, trimmed once the element is closed. */
  text = '';
  private readonly attributes: Attributes;

  constructor(tag: string, attributes: Attributes, parent?: Element) {
    this.tag = tag;
    const colon = tag.indexOf(':');
    this.name = colon < 0 ? tag : tag.slice(colon + 1);
    this.attributes = attributes;
    this.parent = parent;
  }

  append(text: string): void {
    this.text = this.text === '' ? text : this.text + text;
  }

  close(): void {
    this.text = this.text.trim();
  }

  /** Of an attribute, with a prefix or without; undefined where it is empty. */
  attribute(name: string): string | undefined {
    const own = this.attributes[name];
    if (own !== undefined) return own.trim() || undefined;
    for (const key in this.attributes) {
      if (key.endsWith(name) && key.charCodeAt(key.length - name.length - 1) === colon)
        return this.attributes[key]!.trim() || undefined;
    }
    return undefined;
  }

  /** Whether an attribute says yes. */
  flag(name: string): boolean {
    const value = this.attribute(name);
    return value !== undefined && /^(true|1|y|yes)$/i.test(value);
  }

  /** The first child of that name, or of the path `Customer/Name`. */
  child(path: string): Element | undefined {
    const slash = path.indexOf('/');
    const name = slash < 0 ? path : path.slice(0, slash);
    for (const child of this.children) {
      if (child.name !== name) continue;
      const found = slash < 0 ? child : child.child(path.slice(slash + 1));
      if (found) return found;
    }
    return undefined;
  }

  all(name: string): Element[] {
    return this.children.filter((child) => child.name === name);
  }

  /** Text of the first of the paths that has some. */
  maybe(...paths: string[]): string | undefined {
    for (const path of paths) {
      const text = this.child(path)?.text;
      if (text) return text;
    }
    return undefined;
  }

  /** @throws Problem where none of the paths has text */
  required(...paths: [string, ...string[]]): string {
    return this.maybe(...paths) ?? missing(this, paths[0]);
  }

  /** Where it stands: `/Transaction/RetailTransaction/LineItem[3]/Sale`. */
  get path(): string {
    if (!this.parent) return `/${this.name}`;
    const alike = this.parent.all(this.name);
    const place = alike.length > 1 ? `[${alike.indexOf(this) + 1}]` : '';
    return `${this.parent.path}/${this.name}${place}`;
  }

  /** @throws Problem that points here */
  refuse(detail: string): never {
    return unreadable(this, detail);
  }
}

const colon = 58;
