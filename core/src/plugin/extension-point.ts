/** A named, typed place where plugins contribute. */
export interface ExtensionPoint<T> {
  /** `<owner>.<name>`: `core.moment-types`, `segments.criteria`. */
  readonly id: string;
  /** Carries the type of what is contributed; never set. */
  readonly contributed?: T;
}

/** Something contributed to an extension point, by the plugin that lists it. */
export interface Contribution<T = unknown> {
  readonly point: ExtensionPoint<T>;
  readonly value: T;
}

/** A contribution beside the plugin that made it. */
export interface Contributed<T> {
  readonly plugin: string;
  readonly value: T;
}

/** What all enabled plugins contributed. */
export interface Extensions {
  all<T>(point: ExtensionPoint<T>): readonly Contributed<T>[];
}

/**
 * A place for contributions. It is also the function that makes one.
 * @example
 * export const criterion = defineExtensionPoint<Criterion>('segments.criteria');
 * // in a plugin: contributes: [criterion(tierIs)]
 */
export function defineExtensionPoint<T>(id: string): ExtensionPoint<T> & ((value: T) => Contribution<T>) {
  const contribute = (value: T): Contribution<T> => ({
    point: contribute as unknown as ExtensionPoint<T>,
    value,
  });
  return Object.assign(contribute, { id });
}
