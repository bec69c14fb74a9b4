// Unpacks the Chromium inside @sparticuz/chromium. A process of its own, since the package unpacks to TMPDIR,
// which is not this run's to change: `TMPDIR=<folder> node unpack-chromium.ts`.
import { fileURLToPath } from 'node:url';
import { inflate } from '@sparticuz/chromium';

const packed = new URL('../bin/', import.meta.resolve('@sparticuz/chromium'));
// The program, the libraries that a bare machine lacks (NSS, expat), fonts for one without any, and graphics.
for (const name of ['chromium.br', 'al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']) {
  await inflate(fileURLToPath(new URL(name, packed)));
}
