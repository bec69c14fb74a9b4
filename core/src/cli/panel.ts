import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { problem } from '../http/problem.ts';

/** What `@chaland/admin/vite` offers, as far as the command uses it. The panel is installed where it is wanted. */
export interface PanelMaker {
  buildPanel(configFile: string, folder?: string): Promise<{ folder: string; plugins: string[] }>;
  servePanel(configFile: string): Promise<{ url: string; close(): Promise<void> }>;
}

/** The environment variable by which `chaland dev` tells its server where the panel is developed. */
export const developedPanel = 'CHALAND_PANEL_SERVER';

/** Where `chaland build` puts the panel, and `chaland start` looks for it. */
export const builtPanel = (configFile: string): string => join(dirname(configFile), '.chaland', 'panel');

/** The panel's maker as the deployment has it installed; undefined where it has none. */
export async function panelMaker(configFile: string): Promise<PanelMaker | undefined> {
  let entry: string;
  try {
    entry = createRequire(configFile).resolve('@chaland/admin/vite');
  } catch {
    return undefined;
  }
  return (await import(pathToFileURL(entry).href)) as PanelMaker;
}

/**
 * Builds a deployment's panel.
 * @throws CHL_PANEL_MISSING where it is not installed; CHL_PANEL_BUILD_FAILED naming what is wrong
 */
export async function buildPanel(configFile: string, folder: string = builtPanel(configFile)) {
  const maker = await panelMaker(configFile);
  if (!maker) {
    throw problem('CHL_PANEL_MISSING', {
      detail: `@chaland/admin is not installed beside ${configFile}`,
    });
  }
  try {
    return await maker.buildPanel(configFile, folder);
  } catch (cause) {
    throw buildProblem(cause);
  }
}

/** What went wrong while the panel was made, as a problem that says what to do. */
export function buildProblem(cause: unknown) {
  const { message, mend } = cause as Error & { mend?: string };
  return problem('CHL_PANEL_BUILD_FAILED', { detail: message, ...(mend ? { mend } : {}), cause });
}
