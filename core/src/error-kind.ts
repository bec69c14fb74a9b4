/**
 * Marks the instances of a class of errors, so that `instanceof` knows them where a deployment has core twice: a plugin that
 * was installed with a copy of its own throws the other copy's.
 * @example
 * class Problem extends Error { static { sharedAcrossCopies(Problem, 'chaland.problem'); } }
 */
export function sharedAcrossCopies(kind: { prototype: object }, name: string): void {
  const mark = Symbol.for(name);
  Object.defineProperty(kind.prototype, mark, { value: true });
  Object.defineProperty(kind, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      if (typeof value !== 'object' || value === null) return false;
      // A subclass is known by its own prototype.
      return this === kind ? mark in value : Function.prototype[Symbol.hasInstance].call(this, value);
    },
  });
}
