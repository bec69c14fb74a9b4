/** What a code means, wherever it is raised. `mend` says what the reader can do. */
export interface ProblemType {
  status: number;
  title: string;
  mend: string;
}
