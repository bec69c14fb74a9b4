/**
 * A role's code from its name: `Vendeuse à Lyon` is `vendeuse-a-lyon`.
 * @returns '' where the name has no letter to begin with
 */
export const codeOf = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 60)
    .replace(/-+$/, '');
