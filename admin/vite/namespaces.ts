import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

const whole = 'reka-ui/namespaced';
const one = `${whole}/`;
const importing = /import\s*\{([^}]*)\}\s*from\s*["']reka-ui\/namespaced["'];?/g;
const mark = '?namespace=';

/**
 * Nuxt UI takes some of Reka UI's components as namespaces (`Popover.Root`), from a module that holds the
 * namespaces of all of them. Together they land in the first chunk that needs one: whoever opens a menu would load
 * the calendars too. Here each namespace is a module of its own.
 */
export const namespacesPlugin = (): Plugin => ({
  name: 'chaland:namespaces',
  apply: 'build',
  enforce: 'pre',
  transform(code) {
    if (code.includes(whole)) return code.replaceAll(importing, (_, names: string) => separately(names));
  },
  async resolveId(id, importer) {
    if (!id.startsWith(one)) return;
    const found = await this.resolve(whole, importer);
    // By the file's own path, so that what it imports is found from there.
    return found && `${found.id}${mark}${id.slice(one.length)}`;
  },
  async load(id) {
    const [file = '', name] = id.split(mark);
    return name === undefined ? undefined : namespaceOf(name, await readFile(file, 'utf8'));
  },
});

/** `A, B as C`: an import for each. */
const separately = (names: string): string =>
  names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => `import { ${name} } from "${one}${name.split(' as ')[0]}";`)
    .join(' ');

function namespaceOf(name: string, all: string): string {
  const [, parts] = new RegExp(`^const ${name} = (\\{[^}]*\\});`, 'm').exec(all) ?? [];
  if (!parts) throw new Error(`Reka UI has no namespace ${name}.`);
  const components = [...parts.matchAll(/:\s*(\w+)/g)].map(([, component]) => component);
  return `import { ${components.join(', ')} } from 'reka-ui';\nexport const ${name} = ${parts};\n`;
}
