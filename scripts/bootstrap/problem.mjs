/** Something the reader can mend: what is wrong, and what to do about it. */
export class Problem extends Error {
  constructor(what, mend) {
    super(what);
    this.mend = mend;
  }
}
