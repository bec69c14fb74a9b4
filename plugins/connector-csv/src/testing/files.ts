import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for a test's files, gone at its end. */
export function testFolder() {
  const path = mkdtempSync(join(tmpdir(), 'chaland-csv-'));
  return {
    path,
    /** @returns the path of the file with this content */
    write(name: string, content: string | Buffer): string {
      const file = join(path, name);
      writeFileSync(file, content);
      return file;
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}
