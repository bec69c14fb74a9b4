import { definePlugin } from '@chaland/core';
import { migrations } from '../migrations/index.ts';
import pkg from '../package.json' with { type: 'json' };
import { csvImporter } from './importer.ts';
import { importsPermission } from './permissions.ts';
import { importsRoute } from './route/imports.ts';

export default definePlugin({
  id: 'connector-csv',
  version: pkg.version,
  title: { en: 'CSV files', fr: 'Fichiers CSV' },
  description: {
    en: 'Any CSV file becomes moments, by a mapping.',
    fr: "N'importe quel fichier CSV devient des moments, grâce à une correspondance.",
  },
  requires: { api: '^1.0' },
  permissions: [importsPermission],
  migrations,
  contributes: [csvImporter, importsRoute],
});
