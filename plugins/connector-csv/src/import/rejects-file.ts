import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import { inEnglish } from '../fault/reason.ts';
import type { RejectedRow } from '../mapping/compile.ts';
import type { Dialect } from '../read/cells.ts';
import type { OpenFile } from '../read/file.ts';

const pieceLength = 64 * 1024;

/**
 * The rejected rows, each with its line number and the reason before its own columns. It is written as the file
 * itself is, in UTF-8 with its mark, so that it can be mended and imported by the same mapping. It grows beside
 * its place and is moved there at the end: what stands there is whole.
 */
export class RejectsFile {
  readonly path: string;
  readonly #columns: readonly string[];
  readonly #dialect: Dialect;
  #descriptor: number | undefined;
  #piece = '';

  constructor(path: string, { columns, dialect }: Pick<OpenFile, 'columns' | 'dialect'>) {
    this.path = path;
    this.#columns = columns;
    this.#dialect = dialect;
  }

  /** @param text instead of the reason, where there is more to tell */
  write({ row, reason, because }: RejectedRow, text = inEnglish(reason)): void {
    if (this.#descriptor === undefined) this.#open();
    const why = because === undefined ? text : `${text}, in line ${because} that belongs to it`;
    this.#piece += csvLine(this.#dialect, [String(row.line), why, ...row.cells]);
    if (this.#piece.length >= pieceLength) this.#flush();
  }

  /** @returns whether there is a file: one without rows is not written */
  finish(): boolean {
    if (this.#descriptor === undefined) return false;
    this.close();
    renameSync(this.#partial, this.path);
    return true;
  }

  /** Leaves what there is beside its place; going on with the import writes it anew. */
  close(): void {
    if (this.#descriptor === undefined) return;
    this.#flush();
    closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  get #partial(): string {
    return `${this.path}.part`;
  }

  #open(): void {
    // Rows may tell of persons: nobody else is to read them.
    this.#descriptor = openSync(this.#partial, 'w', 0o600);
    this.#piece = `\ufeff${csvLine(this.#dialect, ['line', 'reason', ...this.#columns])}`;
  }

  #flush(): void {
    const bytes = Buffer.from(this.#piece);
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#descriptor!, bytes, done);
    this.#piece = '';
  }
}

function csvLine({ delimiter, quote }: Dialect, cells: readonly string[]): string {
  const written = (cell: string) => {
    if (!cell.includes(delimiter) && !/[\r\n]/.test(cell) && (quote === '' || !cell.includes(quote)))
      return cell;
    // A file that quotes nothing can't hold these in a value.
    if (quote === '') return cell.replaceAll(delimiter, ' ').replaceAll(/[\r\n]+/g, ' ');
    return quote + cell.replaceAll(quote, quote + quote) + quote;
  };
  return `${cells.map(written).join(delimiter)}\n`;
}
