import { domainToASCII } from 'node:url';
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { problem } from '../http/problem.ts';
import { defineExtensionPoint, type Extensions } from '../plugin/extension-point.ts';
import type { IdentifierKind } from './customers.ts';

/** Where plugins register kinds of identifiers beside core's own. */
export const identifierKind = defineExtensionPoint<IdentifierKind>('core.identifier-kinds');

/** Longer ones are no identifiers, and would not fit an index. */
const longest = 320;

/** A number or name that means what its issuer says, in the issuer's spelling. */
const opaque = (raw: string): ReturnType<IdentifierKind['normalise']> => {
  const value = raw.trim();
  if (value === '') return { fault: 'is empty' };
  if (value.length > longest) return { fault: `is longer than ${longest} characters` };
  return { value };
};

/** Trimmed, lower case, the domain in ASCII. Local parts that differ in case are one mailbox everywhere that counts. */
function email(raw: string): ReturnType<IdentifierKind['normalise']> {
  const address = raw.trim().toLowerCase();
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const domain = inAscii(address.slice(at + 1));
  const wellFormed =
    at > 0 &&
    local.length <= 64 &&
    !/[\s\p{C}"(),:;<>@[\\\]]/u.test(local) &&
    !/^\.|\.\.|\.$/.test(local) &&
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/.test(domain) &&
    local.length + domain.length < 254;
  return wellFormed ? { value: `${local}@${domain}` } : { fault: 'is not an e-mail address' };
}

/** Nearly all domains are in ASCII already, and asking costs more than all else about an address. */
const inAscii = (domain: string): string =>
  /^[a-z0-9.-]*$/.test(domain) && !domain.includes('xn--') ? domain : domainToASCII(domain);

/**
 * E.164. The small metadata knows each country's lengths and first digits, not which number is a mobile's: enough
 * to refuse nonsense, and half of what would be loaded at every start.
 */
function phone(raw: string, country: string): ReturnType<IdentifierKind['normalise']> {
  const number = parsePhoneNumberFromString(raw, country as CountryCode);
  return number?.isValid() && !number.ext
    ? { value: number.number }
    : { fault: `is not a phone number, read with ${country} as its country` };
}

/** Cards are read by people and by scanners: spaces and case mean nothing on them. */
const loyaltyCard = (raw: string) => opaque(raw.replaceAll(/\s+/g, '').toUpperCase());

/** Core's own kinds, strongest first. Cards, accounts and passes are issued to one person; a mailbox or a phone is shared and passed on. */
export const coreIdentifierKinds: readonly IdentifierKind[] = [
  // Whoever logs in from another browser is another profile: of one account there may be any number.
  { kind: 'web_account', strength: 90, join: 'always', limit: null, normalise: opaque },
  { kind: 'loyalty_card', strength: 80, join: 'always', once: true, normalise: loyaltyCard },
  { kind: 'wallet_pass', strength: 70, join: 'always', normalise: opaque },
  { kind: 'email', strength: 60, join: 'if-verified', normalise: email },
  { kind: 'phone', strength: 50, join: 'if-verified', normalise: phone },
  { kind: 'device', strength: 10, join: 'if-verified', normalise: opaque },
];

/**
 * The kinds that this deployment knows, by name.
 * @throws CHL_PLUGIN_INVALID when two plugins bring one kind
 */
export function identifierKinds(extensions: Extensions): ReadonlyMap<string, IdentifierKind> {
  const kinds = new Map<string, IdentifierKind & { plugin: string }>();
  for (const { plugin, value } of extensions.all(identifierKind)) {
    const other = kinds.get(value.kind);
    if (other) {
      throw problem('CHL_PLUGIN_INVALID', {
        detail: `identifier kind "${value.kind}" comes from both "${other.plugin}" and "${plugin}"`,
        mend: 'Disable one of the two, or rename the kind in one.',
      });
    }
    if (!/^[a-z][a-z0-9_]{0,39}$/.test(value.kind)) {
      throw problem('CHL_PLUGIN_INVALID', {
        detail: `identifier kind "${value.kind}" of "${plugin}" is not lower-case letters, digits and _`,
      });
    }
    kinds.set(value.kind, { ...value, plugin });
  }
  return kinds;
}

/** The kinds that a person has once. */
export const onceKinds = (extensions: Extensions): string[] =>
  [...identifierKinds(extensions).values()].filter(({ once }) => once).map(({ kind }) => kind);

/** The kind of a source's own numbers. */
export const sourceKind = (source: string): string => `source:${source}`;
export const isSourceKind = (kind: string): boolean => kind.startsWith('source:');

/**
 * The kind that finds a profile which is keyed by an identifier, `email:a@example.org`, for want of a number of
 * the source's own, where another profile answers for the identifier itself. Nobody is told it as an identifier.
 */
export const derivedKeyKind = (source: string): string => `profile:${source}`;
