import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../log.ts';
import type { VendorLimits } from './limits.ts';
import { readBody } from './read-body.ts';
import { retryAfter } from './retry-after.ts';
import { send } from './send.ts';
import type { VendorAnswer, VendorClient, VendorRequest } from './vendor-client.ts';
import { VendorFault } from './vendor-fault.ts';

/** How a client passes its time: tests don't wait. */
export interface VendorTiming {
  /** Milliseconds since 1970. */
  now?: () => number;
  sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** From 0 up to 1. */
  random?: () => number;
  /** Milliseconds of one try, where a request doesn't say. */
  timeout?: number;
}

export interface VendorClientOptions extends VendorTiming {
  /** Shared by all clients of a connection. */
  limits: VendorLimits;
  log: Pick<Log, 'warn'>;
  signal?: AbortSignal;
  /** In all, the first one included. */
  tries?: number;
}

/** Milliseconds before the second try at most; twice as many before each further one. */
const firstWait = 500;
const longestWait = 30_000;

/** Who asks for more patience than this is asked by a later run. Milliseconds. */
const patience = 2 * 60_000;

const defaultMost = 20 * 1024 * 1024;

/** What another try may change, with what the log and the last fault say. */
class Transient extends Error {
  readonly status: number | undefined;
  readonly retryAt: number | undefined;

  constructor(
    what: string,
    { status, retryAt }: { status?: number | undefined; retryAt?: number | undefined },
  ) {
    super(what);
    this.status = status;
    this.retryAt = retryAt;
  }
}

const sleepFor = (milliseconds: number, signal: AbortSignal) => pause(milliseconds, undefined, { signal });

/** Speaks HTTP with the other side of a connection, as {@link VendorClient} says. */
export function createVendorClient({
  limits: { bucket, circuit },
  log,
  signal = new AbortController().signal,
  tries = 5,
  now = Date.now,
  sleep = sleepFor,
  random = Math.random,
  timeout: usualTimeout = 30_000,
}: VendorClientOptions): VendorClient {
  /** One try; `read` makes of the answer what is returned. */
  async function attempt<T>(
    host: string,
    url: string,
    request: VendorRequest,
    read: (response: Response, timer: AbortController) => Promise<T>,
  ): Promise<T> {
    const held = bucket.held();
    if (held > patience) throw tooLong(host, now() + held);
    const wait = bucket.take();
    if (wait > 0) await sleep(wait, signal);
    const timer = new AbortController();
    const timing = setTimeout(() => timer.abort(), request.timeout ?? usualTimeout);
    try {
      const response = await send(url, request, AbortSignal.any([signal, timer.signal]));
      const { status } = response;
      if (status === 429 || status >= 500) {
        await response.body?.cancel().catch(() => {});
        throw new Transient(`${host} answered ${status}`, {
          status,
          retryAt: retryAfter(response.headers.get('retry-after') ?? undefined, now()),
        });
      }
      return await read(response, timer);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof VendorFault || error instanceof Transient) throw error;
      // What libraries say may quote headers, and so secrets: only the system's own codes are told.
      const code = codeOf(error);
      throw new Transient(
        timer.signal.aborted
          ? `${host} did not answer in time`
          : `${host} can not be reached, or cut its answer short${code ? ` (${code})` : ''}`,
        {},
      );
    } finally {
      clearTimeout(timing);
    }
  }

  async function ask<T>(
    url: string,
    request: VendorRequest,
    read: (response: Response, timer: AbortController) => Promise<T>,
  ): Promise<T> {
    const host = hostOf(url);
    const opens = circuit.closedUntil();
    if (opens !== undefined) {
      throw new VendorFault(`${host} kept failing, and is not asked for a while`, {
        retryAt: new Date(opens),
      });
    }
    for (let tried = 1; ; tried++) {
      try {
        const answer = await attempt(host, url, request, read);
        circuit.succeeded();
        return answer;
      } catch (error) {
        if (!(error instanceof Transient)) {
          // An answer that no other try would change: the other side is there.
          if (signal.aborted) circuit.released();
          else circuit.succeeded();
          throw error;
        }
        const { message, status, retryAt } = error;
        const wait = Math.max(
          random() * Math.min(firstWait * 2 ** (tried - 1), longestWait),
          (retryAt ?? 0) - now(),
        );
        if (retryAt !== undefined) bucket.holdUntil(retryAt);
        if (tried >= tries || request.once || wait > patience) {
          circuit.failed();
          throw new VendorFault(message, {
            ...(status === undefined ? {} : { status }),
            ...(retryAt === undefined ? {} : { retryAt: new Date(retryAt) }),
          });
        }
        log.warn({ host, status, tried, wait: Math.round(wait) }, 'a vendor is asked again');
        await sleep(wait, signal);
      }
    }
  }

  return {
    request: (url, request = {}) =>
      ask(url, request, (response) => answerOf(hostOf(url), response, request.most ?? defaultMost)),
    stream: (url, request = {}) =>
      ask(url, request, async (response) => {
        const host = hostOf(url);
        if (!response.ok) {
          await response.body?.cancel().catch(() => {});
          throw new VendorFault(`${host} answered ${response.status}`, { status: response.status });
        }
        return readBody(host, response, { idle: request.timeout ?? usualTimeout, signal });
      }),
  };
}

const tooLong = (host: string, at: number) =>
  new VendorFault(`${host} bears no more requests for a while`, { retryAt: new Date(at) });

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'an address that is none');

function codeOf(error: unknown): string | undefined {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  const found = cause?.code ?? code;
  return typeof found === 'string' && /^[A-Z_]+$/.test(found) ? found : undefined;
}

async function answerOf(host: string, response: Response, most: number): Promise<VendorAnswer> {
  const { status } = response;
  const headers = Object.fromEntries(response.headers);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > most) throw new VendorFault(`${host} answered more than ${most} bytes`, { status });
    chunks.push(Buffer.from(chunk));
  }
  const body = Buffer.concat(chunks);
  const text = () => body.toString('utf8');
  let json: { value: unknown } | undefined;
  if (size > 0 && response.ok && /[/+]json\b/.test(headers['content-type'] ?? '')) {
    json = parsed(text());
    // Well-formed HTTP around half a document: proxies do this.
    if (!json) throw new Transient(`${host} cut its answer short: it is no whole JSON`, { status });
  }
  return {
    status,
    headers,
    body,
    text,
    json() {
      json ??= parsed(text());
      if (!json) throw new VendorFault(`${host} answered something that is no JSON`, { status });
      return json.value;
    },
  };
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
