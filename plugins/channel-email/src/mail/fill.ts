import { PermanentFailure } from '@chaland/core';

/**
 * Puts values in their places.
 * @throws PermanentFailure where one is missing: nobody is to be greeted as {{firstName}}
 */
export function fill(
  template: string,
  values: Readonly<Record<string, string>>,
  write: (value: string) => string = (value) => value,
): string {
  return template.replaceAll(/\{\{\s*([A-Za-z][A-Za-z0-9_]*)\s*\}\}/g, (_, name: string) => {
    if (Object.hasOwn(values, name)) return write(values[name]!);
    throw new PermanentFailure(`the content names {{${name}}}, and no value has this name`);
  });
}

/** Whether a template has a place of this name. */
export const names = (template: string, name: string): boolean =>
  new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`).test(template);
