import type { Migration } from '@chaland/core';
import { imports } from './0001-import.ts';

export const migrations: readonly Migration[] = [imports];
