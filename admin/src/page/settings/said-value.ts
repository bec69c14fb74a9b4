import { choicesOf, labelOf } from '../../form/kind.ts';
import { type Schema, useText } from '../../kit/index.ts';
import { messages } from './messages.ts';

/** What the API sends in place of a secret that is set. */
const mask = /^\*+$/;

/** A setting in words: its name by the schema, and its value as the form would show it. Secrets stay untold. */
export function useSaidValue() {
  const { t } = useText(messages);
  return {
    labelAt(schema: Schema, path: readonly string[]): string {
      let at: Schema | undefined = schema;
      const names = path.map((name) => {
        at = at?.properties?.[name];
        return labelOf(at ?? {}, name);
      });
      return names.join(' › ');
    },
    said(schema: Schema, value: unknown, whose: 'mine' | 'theirs'): string {
      if (schema['x-secret']) {
        if (value === null || value === undefined || value === '') return t('secretNone');
        return whose === 'theirs' || mask.test(String(value)) ? t('secretSame') : t('secretNew');
      }
      if (value === undefined || value === null) return '';
      if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
      const choice = choicesOf(schema)?.find((one) => one.value === value);
      if (choice) return choice.label;
      if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join(', ');
      return typeof value === 'object' ? JSON.stringify(value, null, 1) : String(value);
    },
  };
}
