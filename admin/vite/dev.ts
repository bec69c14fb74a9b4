import { createServer } from 'vite';
import { panelConfig } from './config.ts';
import { readDeployment } from './deployment.ts';

export interface PanelInDevelopment {
  /** Where the server passes requests for `/admin/` on to: `http://127.0.0.1:51234`. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves a deployment's panel with hot reload, on a port of its own. The API's server passes `/admin/` on to it,
 * so that browsers see one origin.
 */
export async function servePanel(configFile: string): Promise<PanelInDevelopment> {
  const deployment = await readDeployment(configFile);
  const server = await createServer({
    ...panelConfig(deployment),
    server: {
      host: '127.0.0.1',
      port: 0,
      // The page comes from the API's port, what is changed from this one.
      hmr: { host: '127.0.0.1' },
      fs: { strict: false },
      warmup: { clientFiles: ['./src/main.ts', './src/shell/*.vue', './src/page/*/*.vue'] },
    },
  });
  await server.listen();
  const { port } = server.httpServer!.address() as { port: number };
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
