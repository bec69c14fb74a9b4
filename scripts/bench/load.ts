import { connect, type Socket } from 'node:net';

export interface LoadOptions {
  port: number;
  connections?: number;
  seconds?: number;
  /** The next request, whole, in HTTP/1.1. */
  next(): string | Buffer;
}

export interface LoadResult {
  /** Answers a second. */
  rate: number;
  /** Milliseconds of each answer. */
  latencies: number[];
  /** Answers that were not 2xx, by status. */
  failures: Record<string, number>;
}

/** Asks over and over on a fixed number of connections, one request at a time on each, and counts the answers. */
export async function load({ port, connections = 10, seconds = 5, next }: LoadOptions): Promise<LoadResult> {
  const latencies: number[] = [];
  const failures: Record<string, number> = {};
  const begun = performance.now();
  const end = begun + seconds * 1_000;
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  await Promise.all(
    sockets.map(async (socket) => {
      const answers = readAnswers(socket);
      while (performance.now() < end) {
        const sent = performance.now();
        socket.write(next());
        const { value: status, done } = await answers.next();
        if (done) throw new Error('The server closed the connection.');
        latencies.push(performance.now() - sent);
        if (status < 200 || status > 299) failures[status] = (failures[status] ?? 0) + 1;
      }
      socket.destroy();
    }),
  );
  return { rate: latencies.length / ((performance.now() - begun) / 1_000), latencies, failures };
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** The status of each answer. Understands content-length and chunked bodies: all that Hono sends. */
async function* readAnswers(socket: Socket): AsyncGenerator<number> {
  let buffer = Buffer.alloc(0);
  for await (const chunk of socket) {
    buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk]);
    const end = endOfAnswer(buffer);
    if (end === undefined) continue;
    const status = Number(buffer.toString('latin1', 9, 12));
    buffer = buffer.subarray(end);
    yield status;
  }
}

function endOfAnswer(buffer: Buffer): number | undefined {
  const headersEnd = buffer.indexOf('\r\n\r\n');
  if (headersEnd < 0) return undefined;
  const headers = buffer.toString('latin1', 0, headersEnd).toLowerCase();
  const length = /content-length: (\d+)/.exec(headers)?.[1];
  if (length !== undefined) {
    const end = headersEnd + 4 + Number(length);
    return buffer.length >= end ? end : undefined;
  }
  const last = buffer.indexOf('0\r\n\r\n', headersEnd + 4);
  return last < 0 ? undefined : last + 5;
}

/** A request as it goes over the wire. */
export function httpRequest(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): string {
  const all = {
    host: '127.0.0.1',
    ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`;
}
