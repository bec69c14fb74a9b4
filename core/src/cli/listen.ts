import type { Chaland } from '../boot.ts';
import { problem } from '../http/problem.ts';

/**
 * Listens at the configured host and port.
 * @returns the address to open: a server that listens everywhere is reached as localhost
 * @throws CHL_PORT_TAKEN
 */
export async function listen({ http, config }: Pick<Chaland, 'http' | 'config'>): Promise<string> {
  const { host, port } = config.http;
  try {
    const { address, family, port: taken } = await http.listen();
    if (address === '0.0.0.0' || address === '::') return `http://localhost:${taken}`;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    throw problem('CHL_PORT_TAKEN', {
      detail: `${host}:${port} ${code === 'EACCES' ? 'may not be used by this user' : 'is in use'}`,
      cause: error,
    });
  }
}
