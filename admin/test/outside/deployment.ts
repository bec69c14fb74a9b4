import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildPluginPanel } from '../../vite/index.ts';

const root = join(import.meta.dirname, '../../..');

/** A deployment outside this workspace, in a folder of its own. */
export interface OutsideDeployment extends Disposable {
  configFile: string;
}

export type Files = Record<string, string>;

/**
 * Writes a deployment outside the workspace, with one plugin for each folder: in `node_modules` as it would be
 * installed, or beside it and linked, as in a workspace.
 * @param plugins the files of each, by its id; `prebuilt` ones are built and left without their sources
 */
export async function outsideDeployment(
  plugins: Record<string, { files: Files; form: 'source' | 'prebuilt' | 'workspace' }>,
): Promise<OutsideDeployment> {
  const folder = mkdtempSync(join(tmpdir(), 'chaland-outside-'));
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@chaland'), { recursive: true });
  for (const name of ['core', 'admin']) symlinkSync(join(root, name), join(modules, '@chaland', name));

  for (const [id, { files, form }] of Object.entries(plugins)) {
    const home = form === 'workspace' ? join(folder, 'packages', id) : join(modules, id);
    write(home, { ...packageFiles(id, form), ...files });
    if (form === 'workspace') symlinkSync(home, join(modules, id));
    if (form !== 'prebuilt') continue;
    await buildPluginPanel(home);
    rmSync(join(home, 'admin'), { recursive: true });
  }
  const ids = Object.keys(plugins);
  const configFile = join(folder, 'chaland.config.ts');
  write(folder, {
    'package.json': JSON.stringify({ private: true, type: 'module' }),
    'chaland.config.ts': `${ids.map((id, index) => `import plugin${index} from '${id}';`).join('\n')}
export default { plugins: [${ids.map((_, index) => `plugin${index}`).join(', ')}] };\n`,
  });
  return { configFile, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

const packageFiles = (id: string, form: string): Files => ({
  'package.json': JSON.stringify({
    name: id,
    version: '1.0.0',
    type: 'module',
    exports: {
      '.': './plugin.js',
      './admin': form === 'prebuilt' ? './dist/admin/index.js' : './admin/index.ts',
    },
  }),
  'plugin.js': `import { definePlugin } from '@chaland/core';
export default definePlugin({
  id: '${id}', version: '1.0.0', title: { en: '${id}', fr: '${id}' },
  requires: { api: '^1.0' }, admin: '${id}/admin',
});\n`,
});

function write(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}
