import { createServer as createTcpServer } from 'node:net';
import { createServer } from 'vite';
import { panelConfig } from './config.ts';
import { readDeployment } from './deployment.ts';

export interface PanelInDevelopment {
  /** Where the server passes requests for `/admin/` on to: `http://127.0.0.1:51234`. */
  url: string;
  close(): Promise<void>;
}

const host = '127.0.0.1';

/**
 * Serves a deployment's panel with hot reload, on a port of its own. The API's server passes `/admin/` on to it,
 * so that browsers see one origin.
 */
export async function servePanel(configFile: string): Promise<PanelInDevelopment> {
  const deployment = await readDeployment(configFile);
  const port = await freePort();
  const server = await createServer({
    ...panelConfig(deployment),
    server: {
      host,
      port,
      strictPort: true,
      // The page comes from the API's port, and hears from this one what has changed.
      hmr: { host, clientPort: port },
      // Plugins are wherever they are installed.
      fs: { strict: false },
      warmup: { clientFiles: ['./src/main.ts', './src/shell/*.vue', './src/page/*/*.vue'] },
    },
  });
  await server.listen();
  return { url: `http://${host}:${port}`, close: () => server.close() };
}

/** The page has to be told the port before Vite listens, so port 0 is no choice. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createTcpServer();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
