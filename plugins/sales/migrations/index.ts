import type { Migration } from '@chaland/core';
import { sales } from './0001-sales.ts';

export const migrations: readonly Migration[] = [sales];
