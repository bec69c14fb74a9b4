/** Why a row can't be used. The reason has no value of the row in it: reports count by it. */
export class RowFault extends Error {
  override readonly name = 'RowFault';
  readonly reason: string;
  /** Of the row at fault. */
  readonly line: number;

  constructor(reason: string, line: number) {
    super(`line ${line}: ${reason}`);
    this.reason = reason;
    this.line = line;
  }
}
