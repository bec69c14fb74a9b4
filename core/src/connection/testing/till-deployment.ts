// A deployment with the till of the tests, for tests of the command line.
import { defineConfig } from '../../config.ts';
import { till } from './till.ts';

export default defineConfig({ plugins: [till], secretKey: Buffer.alloc(32, 'chaland').toString('base64') });
