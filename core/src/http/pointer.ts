/** A key as one step of a JSON Pointer (RFC 6901). @example pointerTo('a/b') === '/a~1b' */
export const pointerTo = (key: string | number): string =>
  `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
