import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../clock.ts';
import { createDatabase } from '../data/database.ts';
import { type MigrationOwner, migrate } from '../data/migrate.ts';
import { pgliteDriver } from '../data/pglite.ts';
import { migrationsHash } from './migrations-hash.ts';

/** Part of every image's name, raised when images are made differently. */
const imageFormat = 'pglite 0.5.16, 2';

/** A migrated data folder, packed: making one takes seconds, starting from it a fraction of one. */
export async function pgliteImage(owners: readonly MigrationOwner[]): Promise<Blob> {
  const file = join(tmpdir(), `chaland-test-${migrationsHash(owners, imageFormat)}.tar`);
  return new Blob([read(file) ?? (await makeImage(owners, file))]);
}

/** In one step: another test process may remove it as an old one at any time. */
function read(file: string): Buffer<ArrayBuffer> | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}

async function makeImage(owners: readonly MigrationOwner[], file: string): Promise<Buffer<ArrayBuffer>> {
  const driver = await pgliteDriver();
  const db = createDatabase(driver);
  try {
    await migrate(db, owners, systemClock);
    // A third of the image, which every test unpacks; and a start from here has nothing to recover.
    for (const name of ['template1', 'template0']) {
      await driver.pglite.exec(`alter database ${name} is_template false`);
      await driver.pglite.exec(`drop database ${name}`);
    }
    await driver.pglite.exec('checkpoint');
    const dump = await driver.pglite.dumpDataDir('none');
    const image = Buffer.from(await dump.arrayBuffer());
    // Written beside and renamed: another test process never reads half a file.
    const staging = `${file}.${process.pid}`;
    writeFileSync(staging, image);
    renameSync(staging, file);
    removeOldImages();
    return image;
  } finally {
    await db.close();
  }
}

/** Every change of a migration leaves an image behind; a week later nobody wants it. */
function removeOldImages(): void {
  const weekAgo = Date.now() - 7 * 24 * 3_600_000;
  for (const name of readdirSync(tmpdir())) {
    if (!/^chaland-test-[0-9a-f]{16}\.tar/.test(name)) continue;
    const file = join(tmpdir(), name);
    const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (made < weekAgo) rmSync(file, { force: true });
  }
}
