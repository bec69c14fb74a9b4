import { startTestChaland, type TestChaland, type TestChalandOptions } from '@chaland/core/testing';
import config from '../chaland.config.ts';
import { builtPanel } from './built-panel.ts';

/** A deployment that a browser can reach. */
export interface TestPanel extends TestChaland {
  /** `http://127.0.0.1:40123` */
  url: string;
}

/**
 * Starts a deployment with the panel, listening on a free port. Its clock stands at the browser's today.
 * @example await using app = await startTestPanel();
 */
export async function startTestPanel(options: TestChalandOptions = {}): Promise<TestPanel> {
  const panel = await builtPanel();
  const app = await startTestChaland({ plugins: config.plugins, start: new Date(), panel, ...options });
  try {
    const { url } = await app.http.listen(0, '127.0.0.1');
    return { ...app, url };
  } catch (error) {
    await app.close();
    throw error;
  }
}
