import { test } from 'node:test';
import { dropWithin, importWithin } from '../testing/records-memory.ts';

test('a million people are read from a dropped file and mapped in a heap of 64 MiB', async () => {
  await dropWithin(64, 1_000_000);
});

test('forty thousand people and their consents are imported in a heap of 96 MiB', async () => {
  await importWithin(96, 40_000);
});
