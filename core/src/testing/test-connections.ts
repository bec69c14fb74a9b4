import type { Chaland } from '../boot.ts';
import type { ConnectionView } from '../connection/view.ts';
import { type Answer, readAnswer } from './api-client.ts';

export interface ConnectOptions {
  /** The connector's id. */
  connector: string;
  args?: Record<string, unknown>;
  /** The connector's id where absent. */
  name?: string;
  source?: string;
  /** Asks the connector first whether it will work, as the panel does; it is not asked where absent. */
  check?: boolean;
}

/** A connection that a test made. */
export interface TestConnection {
  id: string;
  source: string;
  /** The public address that it is delivered to: what a vendor signs. */
  url: string;
}

/** What a vendor sends. */
export interface TestDelivery {
  method?: string;
  headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  body?: string | Buffer | object;
  /** What follows the connection's address: `/capture`. */
  path?: string;
  query?: Readonly<Record<string, string>>;
}

/** Connecting, and being the other side. */
export interface TestConnections {
  /** Makes a connection; nothing is asked of the other side unless the test says so. */
  connect(options: ConnectOptions): Promise<TestConnection>;
  /** Sends to its address, as the vendor would. What came is mapped by `app.inbox.drain()`. */
  deliver(connection: Pick<TestConnection, 'id'>, delivery: TestDelivery): Promise<Answer>;
  /** Pulls until there is nothing more, or it fails: how it is then. */
  pull(connectionId: string): Promise<ConnectionView>;
}

export function testConnections({
  connections,
  config,
  request,
}: Pick<Chaland, 'connections' | 'config' | 'request'>): TestConnections {
  const { origin = 'http://localhost' } = config.http;
  return {
    async connect({ connector, args = {}, name = connector, source, check = false }) {
      const made = await connections.create({
        connector,
        name,
        args,
        unchecked: !check,
        ...(source === undefined ? {} : { source }),
      });
      return { id: made.id, source: made.source, url: `${origin}/hooks/${made.id}` };
    },
    async deliver({ id }, { method = 'POST', headers = {}, body, path = '', query = {} }) {
      const isObject = typeof body === 'object' && !Buffer.isBuffer(body);
      const search = new URLSearchParams(query).toString();
      return readAnswer(
        await request(`/hooks/${id}${path}${search ? `?${search}` : ''}`, {
          method,
          headers: { ...(isObject ? { 'content-type': 'application/json' } : {}), ...headers },
          ...(body === undefined
            ? {}
            : { body: isObject ? JSON.stringify(body) : (body as string | Buffer<ArrayBuffer>) }),
        }),
      );
    },
    async pull(id) {
      await connections.pull(id);
      return connections.get(id);
    },
  };
}
