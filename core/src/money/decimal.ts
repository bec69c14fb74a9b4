/** An exact decimal number: `units × 10^-scale`. */
export interface Decimal {
  readonly units: bigint;
  /** Places after the point, 0 or more. */
  readonly scale: number;
}

const pattern = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,2}))?$/;
const maxLength = 60;

/**
 * Reads `12`, `-0.415`, `1e-7` exactly. A JSON number is taken for the shortest decimal that writes it: 0.1 is 0.1.
 * @returns undefined for what is not a decimal number, or longer than 60 characters
 */
export function parseDecimal(text: string | number): Decimal | undefined {
  const written = String(text);
  const match = written.length > maxLength ? null : pattern.exec(written);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const units = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

/** As {@link parseDecimal}. @throws RangeError for what is not a decimal number */
export function decimal(text: string | number): Decimal {
  const parsed = parseDecimal(text);
  if (!parsed) throw new RangeError(`"${text}" is not a decimal number`);
  return parsed;
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

export const multiplyDecimals = (a: Decimal, b: Decimal): Decimal => ({
  units: a.units * b.units,
  scale: a.scale + b.scale,
});

/**
 * `a / b`, rounded half-even to `places`: the price of one, of what was paid for several.
 * @throws RangeError for a division by zero
 */
export function divideDecimals(a: Decimal, b: Decimal, places: number): Decimal {
  if (b.units === 0n) throw new RangeError('Nothing is divided by zero');
  // One place more than is kept, the last one odd where something is left over: a tie is then a tie for good.
  const scaled = a.units * 10n ** BigInt(b.scale + places + 1);
  const divisor = b.units * 10n ** BigInt(a.scale);
  const quotient = scaled / divisor;
  const left = scaled % divisor !== 0n;
  const sign = scaled < 0n !== divisor < 0n ? -1n : 1n;
  return roundHalfEven({ units: quotient * 10n + (left ? sign : 0n), scale: places + 2 }, places);
}

/** Negative where `a` is less, 0 where they are the same number, positive where `a` is more. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const difference = unitsAt(a, scale) - unitsAt(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The number with as many places as its scale: `{ units: 4590n, scale: 2 }` is `45.90`. */
export function decimalText({ units, scale }: Decimal): string {
  const sign = units < 0n ? '-' : '';
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/**
 * Rounds half-even to `places`: a tie goes to the even neighbour, so that many roundings don't drift one way
 * (IEEE 754 roundTiesToEven).
 */
export function roundHalfEven(value: Decimal, places: number): Decimal {
  if (value.scale <= places) return { units: unitsAt(value, places), scale: places };
  const divisor = 10n ** BigInt(value.scale - places);
  const magnitude = value.units < 0n ? -value.units : value.units;
  const quotient = magnitude / divisor;
  const twiceTheRest = (magnitude % divisor) * 2n;
  const up = twiceTheRest > divisor || (twiceTheRest === divisor && quotient % 2n === 1n);
  const rounded = up ? quotient + 1n : quotient;
  return { units: value.units < 0n ? -rounded : rounded, scale: places };
}

/** `scale` is never less than the value's own. */
const unitsAt = ({ units, scale: own }: Decimal, scale: number): bigint => units * 10n ** BigInt(scale - own);
