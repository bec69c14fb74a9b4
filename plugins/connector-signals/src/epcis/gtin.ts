/**
 * The GTIN-14 of an EPC or a class of them: `urn:epc:id:sgtin:…`, `urn:epc:class:lgtin:…`, `urn:epc:idpat:sgtin:…`, or a
 * GS1 Digital Link. In a URN the first digit of the item reference goes in front of the company's prefix (EPC Tag Data
 * Standard 2.1, section 7.1.2).
 * @returns undefined for what is no trade item: a pallet, a crate, a document
 */
export function gtinOf(uri: string): string | undefined {
  const urn = /^urn:epc:(?:id|class|idpat):(?:s|l)gtin:(\d+)\.(\d+)(?:\.|$)/.exec(uri);
  if (urn) {
    const [, company, item] = urn as unknown as [string, string, string];
    const digits = `${item[0]}${company}${item.slice(1)}`;
    return digits.length === 13 ? digits + checkDigit(digits) : undefined;
  }
  return /\/(?:01|gtin)\/(\d{8}|\d{12,14})(?:[/?#]|$)/.exec(uri)?.[1]?.padStart(14, '0');
}

/** GS1 General Specifications, section 7.9. */
function checkDigit(digits: string): string {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    sum += Number(digits[digits.length - 1 - place]) * (place % 2 === 0 ? 3 : 1);
  }
  return String((10 - (sum % 10)) % 10);
}
