import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { chunks } from './chunks.ts';
import { compressFolder } from './compress.ts';
import { panelConfig } from './config.ts';
import { readDeployment } from './deployment.ts';
import type { Entry } from './entry.ts';
import { iconsIn, unknownIcons } from './icons.ts';
import { builtFolder, source } from './place.ts';
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
  refuseUnknownIcons(deployment.entries);
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
        // What each plugin of the build took is for those who work on the build.
        rolldownOptions: { checks: { pluginTimings: false }, output: { codeSplitting: chunks } },
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

const asProblem = (cause: unknown): PanelProblem =>
  new PanelProblem(
    cause instanceof Error ? cause.message : String(cause),
    'Mend what the message names, then build again.',
    cause,
  );

/** Said before anything is built: an icon that isn't there would be fetched from a public server when it is drawn. */
function refuseUnknownIcons(entries: readonly Entry[]): void {
  const parts = [{ whose: 'the panel itself', folder: source() }].concat(
    entries.map(({ plugin, folder }) => ({ whose: `plugin "${plugin}"`, folder })),
  );
  const unknown = parts.flatMap(({ whose, folder }) =>
    unknownIcons(iconsIn([folder])).map((icon) => `${icon} of ${whose}`),
  );
  if (unknown.length === 0) return;
  throw new PanelProblem(
    `there are no such icons: ${unknown.join(', ')}`,
    'Take icons of Lucide, https://lucide.dev/icons, written as i-lucide-<name>.',
  );
}
