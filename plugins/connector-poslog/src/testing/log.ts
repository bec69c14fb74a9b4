// Logs as tills write them, made for tests from the published structure.

interface ItemParts {
  seq?: number;
  sku?: string;
  name?: string;
  price?: string;
  quantity?: string;
  /** quantity × price where absent; null leaves it out. */
  extended?: string;
  attributes?: string;
  /** More elements of the item. */
  more?: string;
  /** Attributes of the line. */
  line?: string;
}

export function item(kind: string, parts: ItemParts = {}): string {
  const {
    seq = 1,
    sku = 'ART-1',
    name = 'Scarf',
    price = '20.00',
    quantity = '1',
    line = '',
    attributes = '',
  } = parts;
  const extended = parts.extended ?? (Number(price) * Number(quantity)).toFixed(2);
  return (
    `<LineItem ${line}><SequenceNumber>${seq}</SequenceNumber><${kind} ${attributes}><ItemID>${sku}</ItemID>` +
    `<Description>${name}</Description><RegularSalesUnitPrice>${price}</RegularSalesUnitPrice>` +
    `<ExtendedAmount>${extended}</ExtendedAmount><Quantity>${quantity}</Quantity>${parts.more ?? ''}</${kind}></LineItem>`
  );
}

export const sale = (parts?: ItemParts) => item('Sale', parts);
export const back = (parts?: ItemParts) => item('Return', parts);

export const tender = (amount: string, type = 'Cash', more = '', attributes = 'TypeCode="Sale"') =>
  `<LineItem><SequenceNumber>90</SequenceNumber><Tender TenderType="${type}" ${attributes}><Amount>${amount}</Amount>${more}</Tender></LineItem>`;

export const other = (inner: string) => `<LineItem><SequenceNumber>80</SequenceNumber>${inner}</LineItem>`;

export const modifier = (amount: string, more = '') =>
  `<RetailPriceModifier><SequenceNumber>1</SequenceNumber><Amount Action="Subtract">${amount}</Amount>${more}</RetailPriceModifier>`;

export const tax = (amount: string, percent: string, more = '') =>
  `<Tax><TaxableAmount>0</TaxableAmount><Amount>${amount}</Amount><Percent>${percent}</Percent>${more}</Tax>`;

export const total = (amount: string) => `<Total TotalType="TransactionGrandAmount">${amount}</Total>`;

interface TransactionParts {
  unit?: string;
  workstation?: string;
  day?: string;
  seq?: number | string;
  time?: string;
  currency?: string;
  attributes?: string;
  retailAttributes?: string;
  /** Of the transaction itself. */
  more?: string;
  /** What stands in the RetailTransaction. */
  inner: string;
}

/** As POSLog 2 has it. */
export function transaction(parts: TransactionParts): string {
  const { unit = 'LYON', workstation = '2', day = '2026-03-02', seq = 114, inner, attributes = '' } = parts;
  const { time = '2026-03-02T10:15:00+01:00', currency = 'EUR', retailAttributes = '', more = '' } = parts;
  return (
    `<Transaction ${attributes}><RetailStoreID>${unit}</RetailStoreID><WorkstationID>${workstation}</WorkstationID>` +
    `<SequenceNumber>${seq}</SequenceNumber><BusinessDayDate>${day}</BusinessDayDate><EndDateTime>${time}</EndDateTime>` +
    `<OperatorID OperatorName="Till 7">77</OperatorID><CurrencyCode>${currency}</CurrencyCode>${more}` +
    `<RetailTransaction ${retailAttributes}>${inner}</RetailTransaction></Transaction>`
  );
}

export const log = (...transactions: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<POSLog xmlns="http://www.nrf-arts.org/IXRetail/namespace/">\n${transactions.join('\n')}\n</POSLog>\n`;

export const link = (seq: number | string, reason = 'Return', more = '') =>
  `<TransactionLink ReasonCode="${reason}"><RetailStoreID>LYON</RetailStoreID><WorkstationID>2</WorkstationID>` +
  `<BusinessDayDate>2026-02-20</BusinessDayDate><SequenceNumber>${seq}</SequenceNumber>${more}</TransactionLink>`;

/** A customer as POSLog has one. */
export const customer =
  '<Customer><CustomerID>C-1042</CustomerID><Name><FirstName>Simulata</FirstName><LastName>Inventini</LastName></Name>' +
  '<Address><AddressLine>1 Example Street</AddressLine><City>Lyon</City><PostalCode>69001</PostalCode><Country Code="FR">France</Country></Address>' +
  '<TelephoneNumber><FullTelephoneNumber>+33612345678</FullTelephoneNumber></TelephoneNumber>' +
  '<EMail><EMailAddress>simulated@example.org</EMailAddress></EMail></Customer>';
