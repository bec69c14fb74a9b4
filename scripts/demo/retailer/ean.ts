/**
 * Twelve digits and their check digit: from the right, digits weigh 3 and 1 in turn, and the check digit fills their
 * sum up to a multiple of ten (GS1 General Specifications, section 7.9).
 */
function checked(digits: string): string {
  const sum = [...digits].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

const serial = (number: number) => String(number).padStart(10, '0');

/** A GTIN-13 of GS1's prefix 20, which is for use inside a company: no product in the world has it. */
export const gtinOf = (number: number): string => checked(`20${serial(number)}`);

/** A loyalty card's EAN-13 of prefix 29, for use inside a company too. */
export const cardOf = (number: number): string => checked(`29${serial(number)}`);
