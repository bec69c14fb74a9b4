import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/**
 * Writes a log of at least that many bytes: a shop's day as POSLog 2 has it, receipts of one to ten lines, one in
 * twelve a return, half of them with a card.
 * @returns how many transactions it holds
 */
export async function writeLog(file: string, bytes: number): Promise<number> {
  let transactions = 0;
  async function* parts() {
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<POSLog xmlns="http://www.nrf-arts.org/IXRetail/namespace/">\n';
    for (let written = 0; written < bytes; ) {
      const part = Array.from({ length: 200 }, () => transaction(transactions++)).join('');
      written += part.length;
      yield part;
    }
    yield '</POSLog>\n';
  }
  await pipeline(parts, createWriteStream(file));
  return transactions;
}

function transaction(number: number): string {
  const isReturn = number % 12 === 11;
  const count = 1 + (number % 10);
  const day = `2026-03-${String(1 + (number % 28)).padStart(2, '0')}`;
  let total = 0;
  const lines = Array.from({ length: count }, (_, index) => {
    const cents = 199 + ((number * 7 + index * 131) % 9_000);
    const off = index % 3 === 2 ? 100 : 0;
    total += cents - off;
    return line(index + 1, isReturn ? 'Return' : 'Sale', cents, off);
  }).join('\n');
  const paid = money(isReturn ? -total : total);
  return `<Transaction CancelFlag="false" TrainingModeFlag="false" OfflineFlag="false">
 <RetailStoreID>${1 + (number % 40)}</RetailStoreID><WorkstationID>${1 + (number % 6)}</WorkstationID>
 <SequenceNumber>${number}</SequenceNumber><BusinessDayDate>${day}</BusinessDayDate>
 <BeginDateTime>${day}T10:00:00+01:00</BeginDateTime><EndDateTime>${day}T10:02:41+01:00</EndDateTime>
 <OperatorID OperatorName="Operator ${number % 30}">${number % 30}</OperatorID><CurrencyCode>EUR</CurrencyCode>
 <RetailTransaction TransactionStatus="Finished">
${lines}
  <LineItem EntryMethod="Keyed"><SequenceNumber>90</SequenceNumber><Tender TenderType="${number % 3 ? 'CreditDebit' : 'Cash'}" TypeCode="${isReturn ? 'Refund' : 'Sale'}"><TenderID>1</TenderID><Amount Currency="EUR">${money(total)}</Amount></Tender></LineItem>
  <Total TotalType="TransactionGrandAmount">${paid}</Total>
${number % 2 ? `  <LoyaltyAccount><LoyaltyAccountID>2990${String(number % 500_000).padStart(9, '0')}</LoyaltyAccountID></LoyaltyAccount>` : ''}
 </RetailTransaction>
</Transaction>
`;
}

function line(sequence: number, kind: string, cents: number, off: number): string {
  const amount = cents - off;
  const modifier =
    off === 0
      ? ''
      : `<RetailPriceModifier MethodCode="Promotion"><SequenceNumber>1</SequenceNumber><Amount Currency="EUR" Action="Subtract">${money(off)}</Amount><PromotionID>SPRING</PromotionID><Description>Spring &amp; summer</Description></RetailPriceModifier>`;
  return `  <LineItem EntryMethod="Scanned" VoidFlag="false"><SequenceNumber>${sequence}</SequenceNumber>
   <${kind} ItemType="Stock" TaxableFlag="true"><ItemID>${100_000 + ((cents * 17) % 80_000)}</ItemID>
    <MerchandiseHierarchy Level="Department">${10 + (cents % 20)}</MerchandiseHierarchy><Description>Article ${cents}</Description>
    <RegularSalesUnitPrice Currency="EUR">${money(cents)}</RegularSalesUnitPrice><ActualSalesUnitPrice Currency="EUR">${money(amount)}</ActualSalesUnitPrice>
    <ExtendedAmount Currency="EUR">${money(amount)}</ExtendedAmount><Quantity UnitOfMeasureCode="EA">1</Quantity>${modifier}
    <Tax TaxType="VAT"><SequenceNumber>1</SequenceNumber><TaxableAmount TaxIncludedInTaxableAmountFlag="true">${money(amount)}</TaxableAmount><Amount>${money(Math.round(amount / 6))}</Amount><Percent>20.00</Percent></Tax>
   </${kind}></LineItem>`;
}

const money = (cents: number) => (cents / 100).toFixed(2);
