// The deployment that the browser tests look at: every plugin that comes with Chaland.
import connectorCsv from '@chaland/connector-csv';
import { defineConfig } from '@chaland/core';
import journey from '@chaland/journey';
import policyFr from '@chaland/policy-fr';
import sales from '@chaland/sales';
import scoreRfm from '@chaland/score-rfm';

export default defineConfig({ plugins: [sales, journey, connectorCsv, scoreRfm, policyFr] });
