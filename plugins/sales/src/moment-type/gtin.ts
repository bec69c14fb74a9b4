/**
 * Whether it is a GTIN-8, -12, -13 or -14 whose check digit is right: from the right, digits weigh 3 and 1 in
 * turn, and the check digit fills their sum up to a multiple of ten (GS1 General Specifications, section 7.9).
 */
export function isGtin(text: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(text)) return false;
  let sum = 0;
  for (let place = 0; place < text.length - 1; place++) {
    const digit = text.charCodeAt(text.length - 2 - place) - 48;
    sum += place % 2 === 0 ? digit * 3 : digit;
  }
  return (10 - (sum % 10)) % 10 === text.charCodeAt(text.length - 1) - 48;
}
