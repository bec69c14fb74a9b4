import type { Database } from '../../data/database.ts';
import { pointerTo } from '../../http/pointer.ts';
import { problem } from '../../http/problem.ts';
import type { KnownChannel } from '../channels.ts';
import type { MessageRequest } from '../message.ts';

/** A request that can be kept: its content is the channel's, defaults filled in. */
export interface Checked {
  input: MessageRequest;
  /** Its place among what was asked. */
  at: number;
  channel: KnownChannel;
  content: unknown;
}

/**
 * What can be wrong with a request by itself, and is its caller's mistake.
 * @throws CHL_CHANNEL_UNKNOWN, CHL_PURPOSE_UNKNOWN, CHL_BRAND_UNKNOWN, CHL_INPUT_INVALID
 */
export async function checkRequests(
  db: Database,
  channels: ReadonlyMap<string, KnownChannel>,
  inputs: readonly MessageRequest[],
): Promise<Checked[]> {
  const checked = inputs.map((input, at) => checkOne(channels, input, at, pointerOf(inputs, at)));
  await checkCodes(db, inputs);
  return checked;
}

function checkOne(
  channels: ReadonlyMap<string, KnownChannel>,
  input: MessageRequest,
  at: number,
  pointer: string,
): Checked {
  const channel = channels.get(input.channel);
  if (!channel) {
    const known = [...channels.keys()].map((id) => `"${id}"`).join(', ');
    throw problem('CHL_CHANNEL_UNKNOWN', {
      detail: `"${input.channel}" is not one of ${known || 'none'}`,
      pointer: `${pointer}/channel`,
    });
  }
  if ((input.customer === undefined) === (input.profile === undefined)) {
    throw problem('CHL_INPUT_INVALID', {
      detail: 'a message is for a customer or for a profile: one of the two',
      pointer,
    });
  }
  const content = structuredClone(input.content);
  const errors = channel.check(content)?.map((fault) => ({
    ...fault,
    pointer: `${pointer}/content${fault.pointer}`,
  }));
  if (errors) {
    const [{ pointer: where, message }] = errors as [(typeof errors)[0]];
    throw problem('CHL_INPUT_INVALID', {
      detail: `${where} ${message}`,
      pointer: where,
      errors,
    });
  }
  return { input, at, channel, content };
}

/** Against the database: both lists are short, and people add to them at any time. */
async function checkCodes(db: Database, inputs: readonly MessageRequest[]): Promise<void> {
  const codes = (of: 'purpose' | 'brand') => [...new Set(inputs.flatMap((input) => input[of] ?? []))];
  const [{ purposes = [], brands = [] } = {}] = await db.query<{ purposes: string[]; brands: string[] }>(
    `select array(select code from chaland.purpose where code = any($1::text[])) as purposes,
            array(select code from chaland.brand where code = any($2::text[])) as brands`,
    [codes('purpose'), codes('brand')],
    { name: 'chaland.message-codes' },
  );
  const at = (of: 'purpose' | 'brand', known: readonly string[]) =>
    inputs.findIndex((input) => input[of] !== undefined && !known.includes(input[of]));
  const purpose = at('purpose', purposes);
  if (purpose >= 0) {
    throw problem('CHL_PURPOSE_UNKNOWN', {
      detail: `there is no purpose "${inputs[purpose]!.purpose}"`,
      pointer: `${pointerOf(inputs, purpose)}/purpose`,
    });
  }
  const brand = at('brand', brands);
  if (brand >= 0) {
    throw problem('CHL_BRAND_UNKNOWN', {
      detail: `no brand has the code "${inputs[brand]!.brand}"`,
      pointer: `${pointerOf(inputs, brand)}/brand`,
    });
  }
}

/** One alone is the whole input. */
const pointerOf = (inputs: readonly unknown[], at: number): string =>
  inputs.length === 1 ? '' : pointerTo(at);
