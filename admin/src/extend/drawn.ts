import { type Component, defineAsyncComponent } from 'vue';
import type { Loader } from './extension.ts';

const drawn = new WeakMap<Loader<never>, Component>();

/** The component of a loader, one for each: asking twice draws the same. */
export function drawnBy(loader: Loader<never>): Component {
  const before = drawn.get(loader);
  if (before) return before;
  const component = defineAsyncComponent(loader as Loader);
  drawn.set(loader, component);
  return component;
}
