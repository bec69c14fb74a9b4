import type { Plugin } from 'vite';
import type { Entry } from './entry.ts';
import { mainStyles } from './place.ts';

/** Lets Tailwind see the classes that plugins use, wherever they are installed. */
export const classesPlugin = (entries: readonly Entry[]): Plugin => ({
  name: 'chaland:classes',
  enforce: 'pre',
  transform(code, file) {
    if (file.split('?')[0] !== mainStyles) return;
    return `${code}\n${entries.map(({ folder }) => `@source ${JSON.stringify(folder)};`).join('\n')}\n`;
  },
});
