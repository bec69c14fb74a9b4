/**
 * The currencies that money can be in, after ISO 4217 (list one of its maintenance agency, SIX, with the
 * amendments up to the euro in Bulgaria). Not from Intl: that follows CLDR, which knows codes that nobody has
 * used for decades and rounds some currencies more coarsely than the standard (the Iraqi dinar has 3 places).
 * Codes for funds, metals and tests are left out: nobody pays with them.
 */
const active = `
  AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP
  CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG
  HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL
  MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR
  RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD
  TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG`;

/** Withdrawn since 2015: a retailer's history is still in them. */
const withdrawn = 'ANG BGN BYR CUC HRK LTL MRO SLL STD VEF ZWL';

/** Places after the point, where they aren't 2. */
const minorDigits: Record<number, string> = {
  0: 'BIF BYR CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
};

const codesIn = (list: string): string[] => list.trim().split(/\s+/);

const digitsByCode: ReadonlyMap<string, number> = new Map([
  ...codesIn(`${active} ${withdrawn}`).map((code) => [code, 2] as const),
  ...Object.entries(minorDigits).flatMap(([digits, list]) =>
    codesIn(list).map((code) => [code, Number(digits)] as const),
  ),
]);

/** ISO 4217 codes of the currencies in use, in alphabetical order. */
export const activeCurrencies: readonly string[] = codesIn(active);

/** Whether money can be in it: an active code, or one withdrawn since 2015. */
export const isCurrency = (code: string): boolean => digitsByCode.has(code);

/**
 * How many places after the point its minor unit has: 2 for EUR, 0 for JPY.
 * @throws RangeError for a code that {@link isCurrency} refuses
 */
export function digitsOf(currency: string): number {
  const digits = digitsByCode.get(currency);
  if (digits === undefined) throw new RangeError(`"${currency}" is not an ISO 4217 currency`);
  return digits;
}
