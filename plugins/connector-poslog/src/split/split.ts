import { problem } from '../problem.ts';

/** A transaction as it stands in its log. */
export interface Piece {
  bytes: Buffer;
  /** Where it stands: bytes from the start of the log, the end excluded. */
  start: number;
  end: number;
  /** The log ended in the middle of it. */
  cutShort?: true;
}

/** No receipt of 5,000 lines comes near it: what does lacks its end tag. */
export const largestTransaction = 16 * 1024 * 1024;
const largestHead = 64 * 1024;

const marks = /<(?:!--|!\[CDATA\[|!DOCTYPE|\?|(\/?)((?:[^\s<>/:!?]+:)?Transaction)(?=[\s/>]))/g;
/** A mark that may lie across the end of a chunk. */
const longestMark = 200;

/**
 * Cuts a log into its transactions, from bytes as they come and without reading what is in them: each is then read
 * alone, so that a broken one leaves the others whole. A transaction that lacks its end ends where the next begins.
 */
export class Splitter {
  /** What stands before the first transaction, at most its first 64 KiB: a log may name its store and day there. */
  head = '';
  #text = '';
  /** Of the text's first character; each is one byte. */
  #base = 0;
  #at = 0;
  /** Where the open transaction begins in the text; -1 between two. */
  #open = -1;
  #tag: string | undefined;
  /** What ends the comment, CDATA section or instruction that is being passed over. */
  #until: string | undefined;

  /** @throws POSLOG_UNSAFE for a document type */
  push(chunk: Buffer): Piece[] {
    this.#text += chunk.toString('latin1');
    const pieces = this.#scan(false);
    this.#forget();
    return pieces;
  }

  /** What is left, and at last a transaction that was cut short. */
  end(): Piece[] {
    const pieces = this.#scan(true);
    if (this.#open >= 0) pieces.push({ ...this.#piece(this.#text.length), cutShort: true });
    return pieces;
  }

  #scan(last: boolean): Piece[] {
    const pieces: Piece[] = [];
    const text = this.#text;
    for (;;) {
      if (this.#until !== undefined) {
        const end = text.indexOf(this.#until, this.#at);
        if (end < 0) {
          this.#at = Math.max(this.#at, text.length - this.#until.length + 1);
          break;
        }
        this.#at = end + this.#until.length;
        this.#until = undefined;
      }
      marks.lastIndex = this.#at;
      const mark = marks.exec(text);
      if (!mark || (!last && mark.index > text.length - longestMark)) {
        this.#at = Math.max(this.#at, mark ? mark.index : last ? text.length : text.length - longestMark);
        break;
      }
      this.#at = marks.lastIndex;
      const [found, slash, tag] = mark;
      if (tag === undefined) this.#passOver(found);
      else if (slash === '') {
        this.#tag ??= tag;
        if (tag !== this.#tag) continue;
        if (this.#open >= 0) pieces.push(this.#piece(mark.index));
        else if (this.#base + mark.index > 0) this.#keepHead(mark.index);
        this.#open = mark.index;
        const close = text.indexOf('>', this.#at);
        if (close > 0 && text.charCodeAt(close - 1) === slashCode) pieces.push(this.#piece(close + 1));
      } else if (tag === this.#tag && this.#open >= 0) {
        const close = text.indexOf('>', this.#at);
        if (close < 0) {
          this.#at = mark.index;
          break;
        }
        pieces.push(this.#piece(close + 1));
        this.#at = close + 1;
      }
    }
    if (this.#open >= 0 && this.#at - this.#open > largestTransaction) {
      // Its beginning is enough to see what it was; the next one is found by its start tag.
      pieces.push(this.#piece(this.#open + largestHead));
      this.#until = undefined;
    }
    return pieces;
  }

  #passOver(mark: string): void {
    if (mark === '<!DOCTYPE') {
      if (this.#open < 0) throw problem('POSLOG_UNSAFE');
    } else this.#until = mark === '<!--' ? '-->' : mark === '<?' ? '?>' : ']]>';
  }

  #piece(end: number): Piece {
    const start = this.#open;
    this.#open = -1;
    const bytes = Buffer.from(this.#text.slice(start, end), 'latin1');
    return { bytes, start: this.#base + start, end: this.#base + end };
  }

  #keepHead(end: number): void {
    if (this.head === '' && this.#base === 0) this.head = this.#text.slice(0, Math.min(end, largestHead));
  }

  #forget(): void {
    const from = this.#open >= 0 ? this.#open : this.#tag === undefined ? this.#headKept() : this.#at;
    if (from <= 0) return;
    this.#text = this.#text.slice(from);
    this.#base += from;
    this.#at -= from;
    if (this.#open >= 0) this.#open = 0;
  }

  /** Before the first transaction nothing is forgotten, up to what a head may have. */
  #headKept(): number {
    return this.#text.length > largestHead ? this.#at : 0;
  }
}

const slashCode = 47;

/** The transactions of a whole log. */
export function splitLog(bytes: Buffer): { head: string; pieces: Piece[] } {
  const splitter = new Splitter();
  const pieces = [...splitter.push(bytes), ...splitter.end()];
  return { head: splitter.head, pieces };
}
