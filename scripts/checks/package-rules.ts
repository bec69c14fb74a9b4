import type { Manifest } from './workspace.ts';

/** A package as it would arrive from the registry. */
export interface PackedPackage {
  manifest: Manifest & { bin?: string | Record<string, string> };
  /** Its files, from the package's own folder: `dist/index.js`. */
  files: string[];
}

export interface PackageRule {
  name: string;
  faults(packed: PackedPackage): string[];
  mend: string;
}

export const packageRules: PackageRule[] = [
  {
    name: 'ships-what-it-exports',
    faults: ({ manifest, files }) =>
      targetsOf(manifest)
        .filter((target) => !files.some((file) => covers(target, file)))
        .map((target) => `${target} is promised, but not in the package`),
    mend: 'Build first; then let "files" in package.json contain it, or correct publishConfig.exports.',
  },
  {
    name: 'runs-without-the-sources',
    faults: ({ manifest }) =>
      JSON.stringify(manifest.exports ?? {}).includes('chaland:source')
        ? ['its exports keep the condition chaland:source']
        : [],
    mend: 'Give publishConfig.exports without that condition: Node.js strips no types under node_modules.',
  },
  {
    name: 'ships-no-tests',
    faults: ({ files }) =>
      files.filter((file) => /\.test\.[\w.]+$/.test(file)).map((file) => `${file} is in the package`),
    mend: 'Exclude tests in the tsconfig.json of the package, and in "files".',
  },
  {
    name: 'ships-its-papers',
    faults: ({ files }) =>
      ['README.md', 'LICENSE'].filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
    mend: 'Write a README.md in the package; pnpm takes LICENSE from the root by itself.',
  },
];

/** Every file that the manifest promises, without the leading `./`. */
function targetsOf({ exports = {}, bin = {} }: PackedPackage['manifest']): string[] {
  return [...new Set([...leavesOf(exports), ...leavesOf(bin)].map((target) => target.replace(/^\.\//, '')))];
}

function leavesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(leavesOf) : [];
}

function covers(target: string, file: string): boolean {
  const [before = '', after] = target.split('*');
  return after === undefined ? file === target : file.startsWith(before) && file.endsWith(after);
}
