import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { problem } from './problem.ts';

export interface ServerOptions {
  fetch: Parameters<typeof getRequestListener>[0];
  /** What to say to what is no request at all, such as one with an impossible Host. */
  refuse?: (error: unknown) => Response;
  /** Milliseconds that requests under way may take after `close`. */
  grace?: number;
}

const badRequest = () => new Response(null, { status: 400 });

export interface Listening {
  port: number;
  host: string;
  /** `http://127.0.0.1:4400` */
  url: string;
}

/** A server that listens everywhere is reached by a name, not at `0.0.0.0`. */
function hostToOpen(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function portProblem(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return problem('CHL_PORT_TAKEN', { detail: `${host}:${port} is in use`, cause: error });
  }
  if (error.code === 'EACCES') {
    return problem('CHL_PORT_TAKEN', { detail: `this user may not use ${host}:${port}`, cause: error });
  }
  return error;
}

/** A port that can be given up without breaking off what is under way. */
export function createHttpServer({ fetch, refuse = badRequest, grace = 10_000 }: ServerOptions) {
  let server: Server | undefined;
  let closing: Promise<void> | undefined;

  return {
    /** @returns where it listens: port 0 takes a free one. @throws CHL_PORT_TAKEN */
    listen(port: number, host: string): Promise<Listening> {
      return new Promise((resolve, reject) => {
        const made = createServer(getRequestListener(fetch, { errorHandler: refuse }));
        // Longer than the idle time of usual load balancers, so that they close first.
        made.keepAliveTimeout = 65_000;
        // A stream of moments takes as long as it takes; whoever stalls is cut off by the idle time.
        made.requestTimeout = 0;
        made.timeout = 10 * 60_000;
        const fail = (error: Error) => reject(portProblem(error, host, port));
        made.once('error', fail);
        made.listen(port, host, () => {
          made.off('error', fail);
          server = made;
          const { port } = made.address() as AddressInfo;
          resolve({ port, host, url: `http://${hostToOpen(host)}:${port}` });
        });
      });
    },

    get closing() {
      return closing !== undefined;
    },

    /** Takes no more connections, lets requests under way finish, then closes; after the grace, breaks off. */
    close(): Promise<void> {
      closing ??= new Promise((resolve) => {
        if (!server) return resolve();
        const live = server;
        // A connection that was busy at the close is idle later.
        const sweep = setInterval(() => live.closeIdleConnections(), 20);
        const force = setTimeout(() => live.closeAllConnections(), grace);
        live.close(() => {
          clearInterval(sweep);
          clearTimeout(force);
          resolve();
        });
      });
      return closing;
    },
  };
}
