// Writes the types that Nuxt UI derives from the panel's look, without which wrong props pass the type check.
import { resolveConfig } from 'vite';
import { panelConfig } from '../vite/config.ts';
import { packageFolder } from '../vite/place.ts';

await resolveConfig(panelConfig({ folder: packageFolder, entries: [] }), 'build');
