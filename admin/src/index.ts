// What a plugin's panel part is declared with. What it draws with is in `@chaland/admin/kit`.
export * from './extend/index.ts';
export type { FieldProps } from './form/field-props.ts';
export type { Language, Text } from './text/language.ts';
export { defineMessages, type MessageSet, type Messages } from './text/messages.ts';
