/** A name out of a declaration or of the catalogue, as SQL takes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const named = (table: string): string => table.split('.').map(quoted).join('.');
