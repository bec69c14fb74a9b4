import { pointerTo } from '../http/pointer.ts';
import type { Fault } from '../http/problem.ts';

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  'x-address'?: boolean;
}

/**
 * What of args says where requests go, by pointers: what the schema marks `x-address: true`, and each text that can be read
 * as a URL or a host, unless it is marked false. Rather one too many: it costs somebody a secret to type, and no more.
 */
export function addressesOf(schema: unknown, args: unknown, at = ''): Record<string, string> {
  const { properties, items, 'x-address': marked } = (schema ?? {}) as Schema;
  if (marked === false) return {};
  if (marked || (typeof args === 'string' && looksLikeAddress(args))) return { [at]: JSON.stringify(args) };
  if (typeof args !== 'object' || args === null) return {};
  return Object.assign(
    {},
    ...Object.entries(args).map(([name, value]) =>
      addressesOf(Array.isArray(args) ? items : properties?.[name], value, at + pointerTo(name)),
    ),
  );
}

/** What a problem says of secrets, by their pointers, that would go elsewhere than they were entered for. */
export function goElsewhere(secrets: readonly string[]) {
  const message = 'must be entered again: what it is sent to has changed';
  return {
    detail: secrets.map((pointer) => `${pointer} ${message}`).join('; '),
    says: {
      en: 'The address was changed: enter the secrets again.',
      fr: 'L’adresse a été modifiée : saisissez à nouveau les secrets.',
    },
    pointer: secrets[0]!,
    errors: secrets.map((pointer): Fault => ({ pointer, message })),
  };
}

/** As browsers read them: without control characters, a dot in any script, and a host after whatever stands before @. */
function looksLikeAddress(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: who reads URLs takes them out.
  const plain = text.replaceAll(/[\u0000-\u001f]/g, '').trim();
  if (/^[a-z][a-z\d+.-]*:|^[/\\]{2}/i.test(plain)) return true;
  const host = plain
    .split(/[/\\?#]/, 1)[0]!
    .split('@')
    .at(-1)!;
  return /[.:\u3002\uff0e\uff61]|^localhost$/i.test(host) && !/[\s{}()"<>]/.test(host);
}
