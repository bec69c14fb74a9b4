import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { PackedPackage } from './package-rules.ts';

/** Packs the package in `folder` as for the registry, and reads back what is inside. */
export function pack(folder: string, into: string): PackedPackage {
  const output = execFileSync('pnpm', ['pack', '--json', '--pack-destination', into], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const { filename, files } = JSON.parse(output) as { filename: string; files: { path: string }[] };
  // The manifest inside differs from the one in the checkout: publishConfig and workspace: are resolved.
  const manifest = readFromTar(gunzipSync(readFileSync(filename)), 'package/package.json');
  return {
    manifest: JSON.parse(manifest) as PackedPackage['manifest'],
    files: files.map(({ path }) => path).sort(),
  };
}

/** A tar archive is a row of files, each a header of 512 bytes and its content padded to a multiple of that. */
function readFromTar(archive: Buffer, wanted: string): string {
  for (let at = 0; archive[at]; ) {
    const field = (from: number, length: number) => textOf(archive.subarray(at + from, at + from + length));
    const size = Number.parseInt(field(124, 12), 8);
    const content = at + 512;
    if (field(0, 100) === wanted) return archive.subarray(content, content + size).toString();
    at = content + Math.ceil(size / 512) * 512;
  }
  throw new Error(`${wanted} is not in the archive that pnpm wrote.`);
}

const textOf = (field: Buffer) => field.toString().replace(/\0.*$/s, '');
