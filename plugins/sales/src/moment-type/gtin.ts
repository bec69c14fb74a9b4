/**
 * Whether it is a GTIN-8, -12, -13 or -14 whose check digit is right: from the right, digits weigh 3 and 1 in
 * turn, and the check digit fills their sum up to a multiple of ten (GS1 General Specifications, section 7.9).
 */
export function isGtin(text: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(text)) return false;
  const [check, ...digits] = [...text].reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10 === check;
}
