import { type Decimal, decimalText, isCurrency, parseTime, type Text, toMinorUnits } from '@chaland/core';
import { RowFault } from '../fault/row-fault.ts';
import type { Row } from '../read/rows.ts';
import type { Kind, ValueOperation } from './mapping.ts';
import type { Evaluate, Scope } from './scope.ts';
import { formatParts, timeReader } from './time-format.ts';

/** Kinds that are made of a number. */
export const isNumeric = (kind: Kind): boolean => ['integer', 'number', 'decimal', 'money'].includes(kind);

/** Compiles what makes a number of the asked kind of an exact one. */
export function compileNumber(kind: Kind, label: Text, pointer: string, scope: Scope) {
  if (kind === 'decimal') return (value: Decimal) => decimalText(value);
  if (kind === 'number') return (value: Decimal) => Number(decimalText(value));
  if (kind === 'integer') {
    return (value: Decimal, row: Row) => {
      const whole = Number(decimalText(value));
      if (!Number.isSafeInteger(whole)) throw RowFault.of('notWhole', { label, pointer }, row.line);
      return whole;
    };
  }
  if (!scope.currency) {
    scope.fault(pointer, 'money needs the currency that it is counted in: set "currency" of the mapping');
  }
  const { currency = () => undefined } = scope;
  return (value: Decimal, row: Row, group: readonly Row[]) => {
    const code = String(currency(row, group) ?? '');
    if (!isCurrency(code)) throw RowFault.of('notCurrency', { code, pointer }, row.line);
    try {
      return toMinorUnits(value, code);
    } catch {
      throw RowFault.of('tooLarge', { label, pointer }, row.line);
    }
  };
}

const yes = new Set(['true', '1', 'yes', 'y', 'oui', 'o']);
const no = new Set(['false', '0', 'no', 'n', 'non']);

export function compileBoolean(text: Evaluate<string>, label: Text, pointer: string): Evaluate<boolean> {
  return (row, group) => {
    const value = text(row, group)?.toLowerCase();
    if (value === undefined) return undefined;
    if (yes.has(value)) return true;
    if (no.has(value)) return false;
    throw RowFault.of('notYesOrNo', { label, pointer }, row.line);
  };
}

export function compileTime(
  text: Evaluate<string>,
  { format, zone, as }: Pick<ValueOperation, 'format' | 'zone' | 'as'>,
  label: Text,
  pointer: string,
  scope: Scope,
): Evaluate<string> {
  const read = timeReader(format);
  if (!read) {
    const known = formatParts.join(', ');
    scope.fault(`${pointer}/format`, `"${format}" needs year, month and day, and may use ${known} once each`);
    return () => undefined;
  }
  if (zone && !isZone(zone)) scope.fault(`${pointer}/zone`, `"${zone}" is not an IANA time zone`);
  const expected = format ?? 'yyyy-MM-dd HH:mm:ss';
  return (row, group) => {
    const written = text(row, group);
    if (written === undefined) return undefined;
    const found = read(written);
    const local = found && `${found.date}T${found.time}${found.offset}`;
    const instant = local === undefined ? undefined : parseTime(local, zone ?? 'UTC');
    if (!found || typeof instant !== 'number') {
      throw RowFault.of('notTime', { label, format: expected, pointer }, row.line);
    }
    if (as === 'date') return found.date;
    return zone && found.offset === '' ? new Date(instant).toISOString() : local;
  };
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
