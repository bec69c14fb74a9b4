import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { compressFolder } from './compress.ts';
import { panelConfig } from './config.ts';
import { readDeployment } from './deployment.ts';
import { builtFolder } from './place.ts';
import { PanelProblem } from './problem.ts';

export interface BuiltPanel {
  /** Where the server finds it. */
  folder: string;
  /** The plugins that have a part in it. */
  plugins: string[];
}

/**
 * Builds a deployment's panel, with the pages of its plugins.
 * @param configFile the path of `chaland.config.ts`
 * @param folder where to; `.chaland/panel` beside the configuration where absent
 * @throws PanelProblem naming the plugin or the icon that is missing
 */
export async function buildPanel(
  configFile: string,
  folder: string = builtFolder(configFile),
): Promise<BuiltPanel> {
  const deployment = await readDeployment(configFile);
  const config = panelConfig(deployment);
  try {
    await build({
      ...config,
      build: {
        outDir: folder,
        emptyOutDir: true,
        target: 'es2022',
        modulePreload: { polyfill: false },
        // Fonts stay files: inlined ones would need another rule in the page's policy, and load every time.
        assetsInlineLimit: 0,
        chunkSizeWarningLimit: 1_000,
        reportCompressedSize: false,
      },
    });
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw asProblem(cause);
  }
  await compressFolder(folder);
  const plugins = deployment.entries.map(({ plugin }) => plugin);
  await writeFile(join(folder, '.built.json'), `${JSON.stringify({ plugins })}\n`);
  return { folder, plugins };
}

function asProblem(cause: unknown): PanelProblem {
  const message = cause instanceof Error ? cause.message : String(cause);
  const [, icons] = /clientBundle\.icons`: ([^.]+)\./.exec(message) ?? [];
  if (icons) {
    return new PanelProblem(
      `there are no such icons: ${icons}`,
      'Take icons of Lucide, https://lucide.dev/icons, written as i-lucide-<name>.',
      cause,
    );
  }
  return new PanelProblem(message, 'Mend what the message names, then build again.', cause);
}
