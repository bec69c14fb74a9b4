export { activeCurrencies, digitsOf, isCurrency } from './currency.ts';
export {
  addDecimals,
  compareDecimals,
  type Decimal,
  decimal,
  decimalText,
  divideDecimals,
  multiplyDecimals,
  parseDecimal,
  roundHalfEven,
} from './decimal.ts';
export { formatMoney, moneyText, toMinorUnits } from './money.ts';
