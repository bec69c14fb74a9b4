import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** This package's folder: above `vite/` in the checkout, above `dist/vite/` where it is installed. */
export const packageFolder: string = [1, 2]
  .map((levels) => '../'.repeat(levels))
  .map((up) => join(import.meta.dirname, up))
  .find((folder) => existsSync(join(folder, 'index.html')))!
  .replace(/[\\/]$/, '');

export const source = (...path: string[]): string => join(packageFolder, 'src', ...path);

/** The panel's one stylesheet. */
export const mainStyles: string = source('main.css');

/** Where a deployment's built panel is, unless it says otherwise. */
export const builtFolder = (configFile: string): string => join(dirname(configFile), '.chaland', 'panel');
