import { Buffer } from 'node:buffer';
import type { Log } from '../../log.ts';
import { type LineFate, recordLines } from '../format/record-lines.ts';
import type { Ingest } from '../moment.ts';

/**
 * Bytes of the answer that are kept for a client that doesn't read yet. Many send all before they read anything;
 * this holds the answers of some eighty thousand moments. Behind them the server waits, and reads no more.
 */
const answerAhead = 16 * 1024 * 1024;

/** Records NDJSON as it comes and answers each line. The first lines' fates decide whether it answers 200 at all. */
export async function streamFates(
  { body }: Request,
  { moments, live, log }: { moments: Ingest; live: boolean; log: Log },
): Promise<Response> {
  const { fates, stop } = recordLines(body ?? new Blob([]).stream(), {
    record: (items) => moments.record(items, { live }),
    failed: (error) => log.error({ error: (error as Error).stack }, 'a batch of moments was not recorded'),
  });
  let first: IteratorResult<LineFate[]> | undefined = await fates.next();
  const answer = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = first ?? (await fates.next());
        first = undefined;
        if (done) controller.close();
        else controller.enqueue(Buffer.from(value.map((fate) => `${JSON.stringify(fate)}\n`).join('')));
      },
      // Whoever asked went away: what is under way is committed, nothing more is read.
      cancel: stop,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: answerAhead }),
  );
  return new Response(answer, { headers: { 'content-type': 'application/x-ndjson' } });
}
