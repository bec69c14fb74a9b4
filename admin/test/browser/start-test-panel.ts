import { startTestChaland, type TestChaland, type TestChalandOptions } from '@chaland/core/testing';
import config from '../chaland.config.ts';
import { builtPanel } from './built-panel.ts';
import { outlive } from './faults.ts';

/** A deployment that a browser can reach. */
export interface TestPanel extends TestChaland {
  /** `http://127.0.0.1:40123` */
  url: string;
}

export interface TestPanelOptions extends TestChalandOptions {
  /** Where it listens: that of a deployment before it, whose pages are still open. A free one where absent. */
  port?: number;
}

/**
 * Starts a deployment with the panel. Its clock stands at the browser's today.
 * @example await using app = await startTestPanel();
 */
export async function startTestPanel({ port = 0, ...options }: TestPanelOptions = {}): Promise<TestPanel> {
  const panel = await builtPanel();
  const app = await startTestChaland({ plugins: config.plugins, start: new Date(), panel, ...options });
  try {
    const { url } = await app.http.listen(port, '127.0.0.1');
    return {
      ...app,
      url,
      async [Symbol.asyncDispose]() {
        outlive(url);
        await app.close();
      },
    };
  } catch (error) {
    await app.close();
    throw error;
  }
}
