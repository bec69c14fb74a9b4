import type { Migration } from '@chaland/core';
import { score } from './0001-score.ts';

export const migrations: readonly Migration[] = [score];
