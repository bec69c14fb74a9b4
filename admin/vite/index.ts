// What Node.js runs of the panel: `chaland build` and `chaland dev` call it.
export { type BuiltPanel, buildPanel } from './build.ts';
export { type PanelInDevelopment, servePanel } from './dev.ts';
export { builtFolder } from './place.ts';
export { buildPluginPanel } from './plugin-build.ts';
export { PanelProblem } from './problem.ts';
