import type { Migration } from '@chaland/core';
import { sales } from './0001-sales.ts';
import { lineKinds } from './0002-line-kinds.ts';
import { receiptByMoment } from './0003-receipt-by-moment.ts';
import { catalogue } from './0004-catalogue.ts';

export const migrations: readonly Migration[] = [sales, lineKinds, receiptByMoment, catalogue];
