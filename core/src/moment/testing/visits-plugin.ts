import { definePlugin } from '../../plugin/define-plugin.ts';
import { visitType } from './test-ingest.ts';

/** A plugin that brings the tests' moment type `visit`, and nothing else. */
export const visits = definePlugin({
  id: 'visits',
  version: '1.0.0',
  title: { en: 'Visits', fr: 'Visites' },
  requires: { api: '^1.0' },
  contributes: [visitType],
});
