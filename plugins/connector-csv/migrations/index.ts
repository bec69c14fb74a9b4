import type { Migration } from '@chaland/core';
import { imports } from './0001-import.ts';
import { uploads } from './0002-upload.ts';
import { records } from './0003-record.ts';

export const migrations: readonly Migration[] = [imports, uploads, records];
