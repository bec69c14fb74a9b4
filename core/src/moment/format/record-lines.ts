import { isUtf8 } from 'node:buffer';
import { problemOf } from '../../http/failure.ts';
import { jsonFault } from '../../http/json-fault.ts';
import { type Problem, problem } from '../../http/problem.ts';
import type { Fate } from '../moment.ts';
import { lineBatches } from './batches.ts';
import type { Line } from './lines.ts';

/** What became of one line of NDJSON. */
export type LineFate = Fate & { line: number };

export interface RecordLinesOptions {
  record(items: readonly unknown[]): Promise<Fate[]>;
  /** Told of what failed on our side. */
  failed(error: unknown): void;
  /** Bytes of a line at most; 1 MiB where absent. */
  lineLimit?: number;
}

/** Batches under way at once: one is written, one is waiting for it, and one is read. */
const underWay = 3;

interface Outcome {
  fates: LineFate[];
  /** The batch could not be recorded. */
  error?: unknown;
}

/**
 * Records the lines of a body as they come, a batch at a time, and says what became of each, in order. What a
 * line has wrong costs that line alone. Nothing of the body is held but the batches under way.
 *
 * Where the database fails, nothing more is read: the fates say which line to go on from.
 * @returns `fates`, a batch's at a time, and `stop`, which reads no more
 * @throws (from `fates`) what recording the first batch throws
 */
export function recordLines(
  body: ReadableStream<Uint8Array>,
  { record, failed, lineLimit = 1024 * 1024 }: RecordLinesOptions,
): { fates: AsyncGenerator<LineFate[]>; stop(): void } {
  const reader = body.getReader();
  const stop = () => {
    reader.cancel().catch(() => {});
  };

  async function recordBatch(lines: readonly Line[]): Promise<Outcome> {
    const parsed = lines.map((line) => parse(line, lineLimit));
    try {
      const recorded = await record(parsed.flatMap((one) => ('item' in one ? [one.item] : [])));
      let next = 0;
      const fates = parsed.map(
        (one, index): LineFate => ({
          line: lines[index]!.number,
          ...('item' in one ? recorded[next++]! : rejected(one.problem)),
        }),
      );
      return { fates };
    } catch (error) {
      failed(error);
      const told = rejected(unavailable(error));
      return { fates: lines.map(({ number }) => ({ line: number, ...told })), error };
    }
  }

  async function* fates(): AsyncGenerator<LineFate[]> {
    const batches = lineBatches(reader, { lineLimit });
    const inFlight: Promise<Outcome>[] = [];
    let reading: ReturnType<typeof batches.next> | undefined = batches.next();
    let told = 0;
    let failure: { error: unknown } | undefined;
    let broken: number | undefined;

    while (reading || inFlight.length > 0) {
      const event = await Promise.race([
        ...(reading && inFlight.length < underWay ? [reading.then((batch) => ({ batch }))] : []),
        ...(inFlight[0] ? [inFlight[0].then((outcome) => ({ outcome }))] : []),
      ]);
      if ('outcome' in event) {
        void inFlight.shift();
        const { fates, error } = event.outcome;
        if (error !== undefined) {
          stop();
          if (told === 0) throw error;
          reading = undefined;
          failure ??= { error };
        }
        told = fates.at(-1)!.line;
        yield fates;
      } else if (event.batch.done) {
        reading = undefined;
      } else {
        const { lines, broken: brokenLine } = event.batch.value;
        if (lines.length > 0) inFlight.push(recordBatch(lines));
        broken = brokenLine;
        reading = broken === undefined ? batches.next() : undefined;
      }
    }
    if (failure) yield [goOnFrom(told + 1, failure.error)];
    else if (broken !== undefined) yield [brokenOff(broken)];
  }

  return { fates: fates(), stop };
}

function parse({ bytes, tooLong }: Line, lineLimit: number): { item: unknown } | { problem: Problem } {
  if (tooLong) {
    const detail = `the line is longer than ${lineLimit} bytes`;
    return { problem: problem('CHL_BODY_TOO_LARGE', { detail, mend: 'Send less in one moment.' }) };
  }
  if (!isUtf8(bytes)) {
    return { problem: problem('CHL_ENCODING_INVALID', { detail: 'the line is not UTF-8' }) };
  }
  const text = bytes.toString('utf8');
  try {
    return { item: JSON.parse(text) };
  } catch {
    const detail = `the JSON breaks off at column ${jsonFault(text).column}`;
    return { problem: problem('CHL_JSON_MALFORMED', { detail }) };
  }
}

const rejected = (found: Problem) => ({ fate: 'rejected' as const, problem: found.toJSON() });

/** Says nothing of addresses and servers. */
function unavailable(error: unknown): Problem {
  const found = problemOf(error);
  return found.status === 503
    ? problem('CHL_UNAVAILABLE', { mend: 'Send this line again; what was recorded stays recorded once.' })
    : problem('CHL_INTERNAL');
}

const goOnFrom = (line: number, error: unknown): LineFate => ({
  line,
  fate: 'rejected',
  problem: {
    ...unavailable(error).toJSON(),
    detail: `nothing was read from line ${line} on`,
    mend: `Send the lines that were rejected so, and those from line ${line} on, again.`,
  },
});

const brokenOff = (line: number): LineFate => ({
  line,
  ...rejected(
    problem('CHL_ENCODING_INVALID', {
      detail: `the body breaks off in line ${line}`,
      mend: `Send line ${line} and what follows it again; with Content-Encoding: gzip, check that the archive is whole.`,
    }),
  ),
});
