import connectorCsv from '@chaland/connector-csv';
import { defineConfig } from '@chaland/core';
import sales from '@chaland/sales';
import scoreRfm from '@chaland/score-rfm';

export default defineConfig({ plugins: [sales, connectorCsv, scoreRfm] });
