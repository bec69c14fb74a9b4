/** A place on the stream: rows come in the order of epoch, transaction, and number within it. */
export interface Position {
  epoch: number;
  /** A 64-bit transaction id, as text. */
  tx: string;
  /** 0 lies before every row of its transaction. */
  seq: number;
}

/** Before the first moment. */
export const beginning: Position = { epoch: 0, tx: '0', seq: 0 };

export const samePosition = (a: Position, b: Position): boolean =>
  a.epoch === b.epoch && a.tx === b.tx && a.seq === b.seq;

/** True where `a` lies before `b`. */
export const before = (a: Position, b: Position): boolean =>
  a.epoch !== b.epoch ? a.epoch < b.epoch : a.tx !== b.tx ? BigInt(a.tx) < BigInt(b.tx) : a.seq < b.seq;
