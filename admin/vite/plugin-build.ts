import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { build } from 'vite';

/**
 * Builds a plugin's panel part to be published: `admin/index.ts` to `dist/admin/index.js`. Vue and the kit stay
 * outside, so that a panel has one of each. Its classes are made when the panel of a deployment is built.
 * @param folder the plugin's package
 */
export async function buildPluginPanel(folder: string): Promise<void> {
  const outDir = join(folder, 'dist', 'admin');
  await build({
    configFile: false,
    root: folder,
    logLevel: 'warn',
    publicDir: false,
    plugins: [vue()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      minify: false,
      lib: {
        entry: join(folder, 'admin', 'index.ts'),
        formats: ['es'],
        fileName: 'index',
        cssFileName: 'index',
      },
      rolldownOptions: { external: [/^vue$/, /^@chaland\/admin(\/|$)/] },
    },
  });
  const styles = join(outDir, 'index.css');
  const entry = join(outDir, 'index.js');
  // Vite leaves the styles of a library to whoever uses it; here that is the panel's own build.
  if (existsSync(styles)) writeFileSync(entry, `import './index.css';\n${readFileSync(entry, 'utf8')}`);
}
