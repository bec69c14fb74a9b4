import { definePlugin } from '@chaland/core';
import { migrations } from '../migrations/index.ts';
import pkg from '../package.json' with { type: 'json' };
import { fileDrops } from './drop/connector.ts';
import { csvImporter } from './importer.ts';
import { permissions } from './permissions.ts';
import { personalData, uploadedFiles } from './personal-data.ts';
import { processing } from './processing.ts';
import { fittingMappings } from './route/fitting.ts';
import { listImports, oneImport } from './route/imports.ts';
import { mappingRoutes } from './route/mappings.ts';
import { rejectedRows } from './route/rejects.ts';
import { cancelImport, checkImport, forgetImport, startImport } from './route/tasks.ts';
import { uploadImport } from './route/upload.ts';
import { ImportSettings } from './settings.ts';
import { uploadJob } from './upload/job.ts';
import { tidyJob } from './upload/tidy.ts';

export default definePlugin({
  id: 'connector-csv',
  version: pkg.version,
  title: { en: 'CSV files', fr: 'Fichiers CSV' },
  description: {
    en: 'Any CSV file becomes moments, customers, products and more, by a mapping.',
    fr: 'N’importe quel fichier CSV devient des moments, des clients, des produits… grâce à une correspondance.',
  },
  requires: { api: '^1.0' },
  settings: ImportSettings,
  permissions,
  migrations,
  admin: '@chaland/connector-csv/admin',
  personalData,
  processing,
  contributes: [
    fileDrops,
    csvImporter,
    uploadedFiles,
    uploadJob,
    tidyJob,
    listImports,
    oneImport,
    uploadImport,
    checkImport,
    startImport,
    cancelImport,
    forgetImport,
    rejectedRows,
    fittingMappings,
    ...mappingRoutes,
  ],
});
