import { createHash } from 'node:crypto';
import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';
import { type Checkpoint, type CheckpointHead, headsAt } from './checkpoint.ts';

/**
 * A checkpoint to keep elsewhere, as NDJSON: a line that says what it is, a line for each head, and a line with how many
 * there were and their SHA-256, by which a file that was cut short is told.
 */
export async function* checkpointLines(db: Database, checkpoint: Checkpoint): AsyncGenerator<string> {
  const { n, madeAt, hash } = checkpoint;
  yield `${JSON.stringify({ chaland: 'consent checkpoint', version: 1, checkpoint: n, madeAt, hash })}\n`;
  const digest = createHash('sha256');
  let count = 0;
  for await (const heads of headsAt(db, n)) {
    const lines = heads
      .map((head) => `${JSON.stringify({ profile: head.profileId, n: head.n, hash: head.hash })}\n`)
      .join('');
    digest.update(lines);
    count += heads.length;
    yield lines;
  }
  yield `${JSON.stringify({ heads: count, sha256: digest.digest('hex') })}\n`;
}

/** What a file of `checkpointLines` begins with. */
export interface CheckpointFile {
  checkpoint: number;
  hash: string;
  /** Some at a time; it throws at the end where the file is not whole. */
  heads: AsyncGenerator<CheckpointHead[]>;
}

/**
 * Reads such a file as it comes.
 * @param name what it is called in errors
 * @throws CHL_CHECKPOINT_INVALID
 */
export async function readCheckpointFile(
  lines: AsyncIterable<string>,
  name: string,
): Promise<CheckpointFile> {
  const invalid = (detail: string) => problem('CHL_CHECKPOINT_INVALID', { detail: `${name}: ${detail}` });
  const iterator = lines[Symbol.asyncIterator]();
  const first = await iterator.next();
  const heading = first.done ? undefined : objectOf(first.value);
  if (heading?.chaland !== 'consent checkpoint' || heading.version !== 1) {
    throw invalid('its first line is not a checkpoint’s');
  }
  async function* heads(): AsyncGenerator<CheckpointHead[]> {
    const digest = createHash('sha256');
    let count = 0;
    let group: CheckpointHead[] = [];
    for (;;) {
      const { done, value: line } = await iterator.next();
      const read = done ? undefined : objectOf(line);
      if (!read)
        throw invalid(`line ${count + 2} ${done ? 'is missing: the file was cut short' : 'is not JSON'}`);
      if ('heads' in read) {
        if (read.heads !== count || read.sha256 !== digest.digest('hex')) {
          throw invalid('its last line does not fit the others: it was changed');
        }
        if (group.length > 0) yield group;
        return;
      }
      digest.update(`${line}\n`);
      count++;
      group.push({ profileId: String(read.profile), n: Number(read.n), hash: String(read.hash) });
      if (group.length === 5_000) {
        yield group;
        group = [];
      }
    }
  }
  return { checkpoint: Number(heading.checkpoint), hash: String(heading.hash), heads: heads() };
}

function objectOf(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
