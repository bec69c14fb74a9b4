import { formatNumber, problemText, useText } from '@chaland/admin/kit';
import type { paths } from './api.gen.ts';
import { messages } from './messages.ts';

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

/** One import, with its report. */
export type Import = Answer<'/api/x/connector-csv/imports/{id}'>;
/** An import in the list. */
export type ListedImport = Answer<'/api/x/connector-csv/imports'>['items'][number];
export type Mapping = Answer<'/api/x/connector-csv/mappings'>['items'][number];

/** Whether it changes by itself, so that it is worth looking again soon. */
export const isActive = ({ state }: Pick<ListedImport, 'state'>): boolean =>
  state === 'queued' || state === 'running';

/** Its state as people read it: a dry run that runs is told apart. */
export const stateOf = ({ state, task }: Pick<ListedImport, 'state' | 'task'>) =>
  state === 'running' && task === 'check' ? 'checking' : state;

export const stateColor = {
  uploaded: 'neutral',
  queued: 'info',
  running: 'info',
  checking: 'info',
  checked: 'primary',
  finished: 'success',
  stopped: 'warning',
  interrupted: 'warning',
  failed: 'error',
} as const satisfies Record<ReturnType<typeof stateOf>, string>;

const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** `1,4 Mo` */
export function formatBytes(bytes: number): string {
  const power = Math.min(sizes.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return formatNumber(bytes / 1_000 ** power, {
    style: 'unit',
    unit: sizes[power],
    // English writes a short "byte" without its plural.
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 ? 0 : 1,
  });
}

const known = Object.keys(messages.en.problem) as (keyof typeof messages.en.problem)[];

/** What to tell people of a problem with a file or a mapping; of any other what the panel says of it. */
export function useProblemText() {
  const { t } = useText(messages);
  return (problem: unknown): string => {
    const code = known.find((one) => one === (problem as { code?: unknown } | null)?.code);
    return code ? t(`problem.${code}`) : problemText(problem);
  };
}
