import type { ContactPoint } from '../../contact-point.ts';

/** As its holder knows it and nobody else can use it: `a•••@example.com`, `+33 •••• 12`. */
export function masked({ kind, value }: ContactPoint): string {
  if (kind === 'email') {
    const at = value.lastIndexOf('@');
    return `${[...value][0]}•••${value.slice(at)}`;
  }
  if (kind === 'phone') return `${value.slice(0, 3)} •••• ${value.slice(-2)}`;
  return `•••${value.slice(-2)}`;
}
