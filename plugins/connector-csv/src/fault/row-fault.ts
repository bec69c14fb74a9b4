import type { Text } from '@chaland/core';
import { type FaultCode, type FaultValues, faultText } from './fault-texts.ts';

/** Why a row can't be used. The reason has no value of the row in it: reports count by it. */
export class RowFault extends Error {
  override readonly name = 'RowFault';
  readonly reason: Text;
  /** Of the row at fault. */
  readonly line: number;

  constructor(reason: Text, line: number) {
    super(`line ${line}: ${reason.en}`);
    this.reason = reason;
    this.line = line;
  }

  static of<C extends FaultCode>(code: C, values: FaultValues<C>, line: number): RowFault {
    return new RowFault(faultText(code, values), line);
  }
}
