import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPacked, sizeOfInstall } from '../checks/packed-install.ts';
import type { Row } from './row.ts';

/** What a server-only production install takes: core and the three plugins, packed, by npm. */
export function benchInstall(): Row[] {
  execFileSync('tsc', ['--build', 'tsconfig.build.json'], { stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'chaland-install-'));
  try {
    installPacked(folder, ['core', 'plugins/sales', 'plugins/connector-csv', 'plugins/score-rfm']);
    const { megabytes, packages } = sizeOfInstall(folder);
    return [
      {
        work: 'server-only production install',
        raw: null,
        ours: `${Math.round(megabytes)} MB, ${packages} packages`,
        ratio: null,
        reach: '≤ 120 MB, ≤ 300 packages',
        reached: megabytes <= 120 && packages <= 300,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
