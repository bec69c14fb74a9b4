/** What keeps the panel from being built: what is wrong, and what to do. */
export class PanelProblem extends Error {
  readonly mend: string;

  constructor(message: string, mend: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'PanelProblem';
    this.mend = mend;
  }
}
