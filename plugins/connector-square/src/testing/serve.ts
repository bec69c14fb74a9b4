import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  url: URL;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed, where there is one. */
  body: Readonly<Record<string, unknown>>;
}

export interface Told {
  status?: number;
  headers?: Readonly<Record<string, string>>;
  body: unknown;
}

/** What goes wrong instead of an answer. */
export type Fault = { status: number; headers?: Readonly<Record<string, string>> } | 'cut' | 'silent';

export interface Server extends AsyncDisposable {
  address: string;
  /** In order, those that failed too. */
  asked: Asked[];
  /** Answers the next requests so, instead. */
  fail(...faults: Fault[]): void;
}

/** A real server on this machine, which answers with JSON. */
export async function serve(answer: (asked: Asked) => Told): Promise<Server> {
  const asked: Asked[] = [];
  const faults: Fault[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const { method = 'GET', url = '/', headers } = request;
    const one = { method, url: new URL(url, address), headers, body: text ? JSON.parse(text) : {} };
    asked.push(one);
    const fault = faults.shift();
    if (fault === 'silent') return;
    const {
      status = 200,
      headers: more = {},
      body,
    } = typeof fault === 'object' ? { ...fault, body: {} } : answer(one);
    const written = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const type = typeof body === 'string' ? 'text/html' : 'application/json';
    response.writeHead(status, { 'content-type': type, 'content-length': written.length, ...more });
    if (fault !== 'cut') return response.end(written);
    response.write(written.subarray(0, written.length >> 1));
    setImmediate(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    asked,
    fail: (...more) => void faults.push(...more),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
