import type { Migration } from '@chaland/core';
import { score } from './0001-score.ts';
import { rank } from './0002-rank.ts';

export const migrations: readonly Migration[] = [score, rank];
