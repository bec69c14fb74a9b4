import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapLog, receiptOf, records } from '../testing/map-log.ts';

test('POSLog 6 is read: units, message times, receipt numbers, a channel', () => {
  const xml = `<POSLog xmlns="http://www.nrf-arts.org/IXRetail/v6.0.0/poslog" MajorVersion="6"><Transaction TypeCode="SaleTransaction">
    <BusinessUnit><UnitID TypeCode="Country">FR</UnitID></BusinessUnit>
    <BusinessUnit><UnitID Name="Lyon" TypeCode="RetailStore">7-40</UnitID></BusinessUnit>
    <Channel OnLineOffLineTypeCode="OffLine"/>
    <WorkstationID TypeCode="POS">101</WorkstationID><SequenceNumber>1966</SequenceNumber>
    <TransactionID>8f0c-simulated</TransactionID>
    <POSLogDateTime TypeCode="Message">2026-03-02T12:00:00+01:00</POSLogDateTime>
    <POSLogDateTime TypeCode="Transaction">2026-03-02T11:59:00+01:00</POSLogDateTime>
    <OperatorID OperatorName="Simulated">9</OperatorID><CurrencyCode>EUR</CurrencyCode>
    <ReceiptNumber>550011</ReceiptNumber>
    <RetailTransaction TransactionStatus="Finished">
      <LineItem EntryMethod="Scanned"><Sale ItemType="Stock" TaxableFlag="true"><ItemID>160</ItemID>
        <MerchandiseHierarchy Level="Department" ID="X:Sport">Running</MerchandiseHierarchy>
        <Description TypeCode="Short">Shoes</Description><RegularSalesUnitPrice>59.50</RegularSalesUnitPrice>
        <ExtendedAmount>59.50</ExtendedAmount><Quantity>1</Quantity>
        <Tax TaxType="VAT"><TaxableAmount TaxIncludedInTaxableAmountFlag="false">49.58</TaxableAmount><Amount>9.92</Amount><Percent>20</Percent></Tax>
        <SerialNumber Type="GTIN">3760012345670</SerialNumber><TaxIncludedInPriceFlag>true</TaxIncludedInPriceFlag></Sale>
        <SequenceNumber>1</SequenceNumber></LineItem>
      <Total TotalType="TransactionGrandAmount" TypeCode="Sale">59.50</Total>
    </RetailTransaction></Transaction></POSLog>`;
  const { moments } = records(xml);
  const [moment] = moments!;
  assert.equal(moment!.id, 'receipt/7-40/101/2026-03-02/1966');
  assert.equal(moment!.time, '2026-03-02T11:59:00+01:00');
  const receipt = receiptOf(xml);
  assert.equal(receipt.lines[0]!.gtin, '3760012345670');
  assert.deepEqual(receipt.lines[0]!.category, ['Running']);
  assert.deepEqual(receipt.attributes, { workstation: '101', receiptNumber: '550011' });
  assert.equal(receiptOf(xml, { number: 'receipt-number' }).number, '550011');
  assert.equal(receiptOf(xml, { number: 'transaction-id' }).number, '8f0c-simulated');
  assert.equal(records(xml, { stores: [{ unit: '7-40', store: 'LYON2' }] }).moments![0]!.store, 'LYON2');
});

test('Retalix R10 is read: another root, offsets beside times, discounts outside of amounts, change and rounding apart', () => {
  const xml = `<LookupResponse xmlns:r="http://www.example.org/ext"><LogDocuments><Transaction MajorVersion="6">
    <BusinessUnit><UnitID>1101</UnitID></BusinessUnit><WorkstationID>002</WorkstationID><SequenceNumber>543</SequenceNumber>
    <RetailTransaction>
      <LineItem><Sale><POSIdentity><POSItemID>000705438</POSItemID></POSIdentity>
        <MerchandiseHierarchy ID="Department">Rice</MerchandiseHierarchy><MerchandiseHierarchy ID="WeighedAtScale">N</MerchandiseHierarchy>
        <ItemID Type="EAN13">3760012345670</ItemID><Description>Rice 5 kg</Description>
        <RegularSalesUnitPrice Currency="THB">159.00</RegularSalesUnitPrice><ActualSalesUnitPrice Currency="THB">159.00</ActualSalesUnitPrice>
        <ExtendedAmount Currency="THB">159.00</ExtendedAmount><ExtendedDiscountAmount Currency="THB">27.05</ExtendedDiscountAmount>
        <Quantity Units="1" UnitOfMeasureCode="EA">1</Quantity>
        <RetailPriceModifier><SequenceNumber>1</SequenceNumber><Amount Currency="THB" Action="Subtract">27.05</Amount><PromotionID>POINTS</PromotionID></RetailPriceModifier>
        <Tax r:Imposition="G"><TaxableAmount Currency="THB" TaxIncludedInTaxableAmountFlag="true">123.32</TaxableAmount><Amount Currency="THB">8.63</Amount><Percent>7.0000</Percent></Tax>
      </Sale><SequenceNumber>1</SequenceNumber></LineItem>
      <LineItem><Tender TenderType="Cash"><Amount Currency="THB">1000.00</Amount></Tender><SequenceNumber>2</SequenceNumber></LineItem>
      <LineItem><Tender TenderType="Cash"><Amount Currency="THB">0</Amount><TenderChange><Amount Currency="THB">868.00</Amount></TenderChange></Tender><SequenceNumber>3</SequenceNumber></LineItem>
      <LineItem><Tender TenderType="X:Rounding"><Amount Currency="THB">0.05</Amount><Rounding RoundingDirection="Up">0.05</Rounding></Tender><SequenceNumber>4</SequenceNumber></LineItem>
      <Total CurrencyCode="THB">159.00</Total><Total TotalType="TransactionGrandAmount" CurrencyCode="THB">131.95</Total>
      <Customer><CustomerID>M-77</CustomerID><r:ScanData>634000999000111</r:ScanData></Customer>
    </RetailTransaction>
    <BusinessDayDate>2026-03-02</BusinessDayDate><EndDateTime r:Offset="07:00:00">2026-03-02T11:44:19.716</EndDateTime>
  </Transaction></LogDocuments></LookupResponse>`;
  const { moments, profiles } = records(xml);
  assert.equal(moments![0]!.time, '2026-03-02T11:44:19.716+07:00');
  assert.deepEqual(moments![0]!.customer, { id: 'M-77' });
  assert.deepEqual(profiles![0]!.identifiers, [{ kind: 'loyalty_card', value: '634000999000111' }]);
  const receipt = receiptOf(xml);
  assert.deepEqual(receipt.lines, [
    {
      id: '1',
      sku: '000705438',
      gtin: '3760012345670',
      name: 'Rice 5 kg',
      category: ['Rice'],
      quantity: '1',
      unitPrice: '159.00',
      amount: 13_195,
      discounts: [{ amount: 2705, code: 'POINTS' }],
      tax: { rate: '7', amount: 863 },
    },
  ]);
  assert.deepEqual(receipt.totals, { tax: 863, total: 13_200, rounding: 5 });
  assert.deepEqual(receipt.tenders, [{ kind: 'cash', amount: 13_200 }]);
});

test('a digital receipt in Swedish manner is read: prefixes, qualified numbers, prices after the reduction', () => {
  const xml = `<nam:DigitalReceipt xmlns:nam="http://www.nrf-arts.org/IXRetail/namespace/" xmlns:se="http://www.example.se/ext"><nam:Transaction>
    <se:BusinessUnit><nam:UnitID Name="Shop">b-100</nam:UnitID></se:BusinessUnit>
    <nam:WorkstationID SerialNumber="EA38329">65252</nam:WorkstationID><nam:SequenceNumber>8</nam:SequenceNumber>
    <nam:CurrencyCode>SEK</nam:CurrencyCode><nam:ReceiptDateTime>2026-03-02T09:49:00+01:00</nam:ReceiptDateTime>
    <nam:RetailTransaction>
      <nam:LineItem><nam:Sale ItemType="Stock"><nam:ItemID Type="GTIN">17311310026612</nam:ItemID>
        <nam:POSIdentity><nam:POSItemID>608794</nam:POSItemID></nam:POSIdentity>
        <nam:POSIdentity POSIDType="mainGroup"><nam:POSItemID>010300</nam:POSItemID><nam:Qualifier>car</nam:Qualifier></nam:POSIdentity>
        <nam:Description>Rope</nam:Description><nam:RegularSalesUnitPrice>79.00</nam:RegularSalesUnitPrice>
        <nam:ActualSalesUnitPrice Currency="SEK">69.00</nam:ActualSalesUnitPrice>
        <nam:ExtendedAmount Currency="SEK">138.00</nam:ExtendedAmount><nam:DiscountAmount>10</nam:DiscountAmount>
        <nam:ExtendedDiscountAmount>20</nam:ExtendedDiscountAmount><nam:Quantity Units="1">2</nam:Quantity>
        <nam:Tax><nam:Percent>25</nam:Percent></nam:Tax></nam:Sale><nam:SequenceNumber>1</nam:SequenceNumber></nam:LineItem>
      <nam:LineItem><nam:Tender TenderType="CreditDebit"><nam:Amount>138.00</nam:Amount></nam:Tender><nam:SequenceNumber>2</nam:SequenceNumber></nam:LineItem>
      <nam:Total TotalType="TransactionGrandAmount" CurrencyCode="SEK">138.00</nam:Total>
      <nam:Customer><nam:EMail><nam:EMailAddress>simulated@example.org</nam:EMailAddress></nam:EMail></nam:Customer>
    </nam:RetailTransaction></nam:Transaction></nam:DigitalReceipt>`;
  assert.deepEqual(records(xml).moments![0]!.customer, {
    identifiers: [{ kind: 'email', value: 'simulated@example.org' }],
  });
  const [line] = receiptOf(xml).lines;
  assert.equal(line!.sku, '608794');
  assert.equal(line!.unitPrice, '79.00');
  assert.deepEqual(line!.discounts, [{ amount: 2000 }]);
  assert.deepEqual(line!.tax, { rate: '25', amount: 2760 });
});

test('a log says its store and day once for all, and a transaction takes them along', () => {
  const xml =
    '<POSLog><RetailStoreID>12</RetailStoreID><BusinessDayDate>2026-03-01</BusinessDayDate><CurrencyCode>EUR</CurrencyCode>' +
    '<Transaction><SequenceNumber>5</SequenceNumber><EndDateTime>2026-03-02T00:10:00</EndDateTime><RetailTransaction>' +
    '<LineItem><SequenceNumber>1</SequenceNumber><Sale><ItemID>A</ItemID><ExtendedAmount>3.00</ExtendedAmount></Sale></LineItem>' +
    '</RetailTransaction></Transaction></POSLog>';
  assert.equal(records(xml).moments![0]!.id, 'receipt/12/-/2026-03-01/5');
});

test('without a unit, a number, a time or a currency a transaction is refused by the path of what is missing', () => {
  const xml =
    '<Transaction><RetailStoreID>1</RetailStoreID><SequenceNumber>1</SequenceNumber><EndDateTime>2026-03-02T10:00:00</EndDateTime><CurrencyCode>EUR</CurrencyCode><RetailTransaction><LineItem><Sale><ItemID>A</ItemID><ExtendedAmount>1</ExtendedAmount></Sale></LineItem></RetailTransaction></Transaction>';
  mapLog(xml);
  for (const name of ['RetailStoreID', 'SequenceNumber', 'EndDateTime', 'CurrencyCode']) {
    assert.throws(
      () => mapLog(xml.replace(new RegExp(`<${name}>.*</${name}>`), '')),
      new RegExp(`CHL_DELIVERY_FIELD: is missing.*/Transaction/${name}`),
    );
  }
  assert.throws(
    () => mapLog(xml.replace('<ExtendedAmount>1<', '<ExtendedAmount>1,500<')),
    /"1,500" is no number/,
  );
  assert.throws(() => mapLog(xml.replace('>EUR<', '>EURO<')), /no ISO 4217 currency/);
  assert.throws(() => mapLog('<Sale/>'), { code: 'POSLOG_XML' });
});

const simple = (inner: string, currency = 'EUR') =>
  `<Transaction><RetailStoreID>1</RetailStoreID><WorkstationID>2</WorkstationID><SequenceNumber>5</SequenceNumber><BusinessDayDate>2026-03-02</BusinessDayDate><EndDateTime>2026-03-02T10:00:00</EndDateTime><CurrencyCode>${currency}</CurrencyCode><RetailTransaction>${inner}</RetailTransaction></Transaction>`;
const aSale = (more = '', line = '') =>
  `<LineItem ${line}><SequenceNumber>1</SequenceNumber><Sale><ItemID>A</ItemID><ExtendedAmount>21.00</ExtendedAmount>${more}</Sale></LineItem>`;
const grand = (amount: string) => `<Total TotalType="TransactionGrandAmount">${amount}</Total>`;

test('amounts are read as SAP and people write them too, where that can mean one thing only', () => {
  const amountOf = (text: string, currency?: string) =>
    receiptOf(simple(aSale().replace('21.00', text), currency)).lines[0]!.amount;
  assert.equal(amountOf('12,5'), 1250);
  assert.equal(amountOf('1 234,50'), 123_450);
  assert.equal(amountOf('1.234,50'), 123_450);
  assert.equal(amountOf('+3.00'), 300);
  assert.equal(amountOf('1 200', 'JPY'), 1200);
  assert.equal(amountOf('5.2339', 'BHD'), 5234);
  for (const text of ['1,234', '1,234.50', '12;5', '12 5,1 2']) {
    assert.throws(() => amountOf(text), /is no number/, text);
  }
  const returned = records(
    simple(aSale('<Quantity>1</Quantity>').replace('21.00', '21.00-') + grand('21.00-')),
  );
  assert.equal(returned.moments![0]!.type, 'return');
});

test('nothing in another currency, or in none, is nothing', () => {
  const none = '<ExtendedDiscountAmount Currency="XXX">0</ExtendedDiscountAmount>';
  assert.equal(receiptOf(simple(aSale(none) + grand('21.00'))).lines[0]!.amount, 2100);
});

test('a voided line of Wincor Nixdorf takes back the line that it names', () => {
  const gone = aSale('<ItemLink>1</ItemLink>', 'VoidFlag="true"').replace('>1<', '>2<');
  const kept = aSale().replace('<SequenceNumber>1<', '<SequenceNumber>3<');
  const receipt = receiptOf(simple(aSale() + gone + kept + grand('21.00')));
  assert.deepEqual(
    receipt.lines.map(({ id }) => id),
    ['3'],
  );
  assert.deepEqual(mapLog(simple(aSale() + gone + grand('0'))), {
    ignored: {
      en: 'no goods were sold or brought back',
      fr: 'aucun article n’a été vendu ni rapporté',
    },
  });
});

test('change counts once, wherever a till writes it', () => {
  const cash = (amount: string, attributes = '', more = '') =>
    `<LineItem><Tender TenderType="Cash" ${attributes}><Amount>${amount}</Amount>${more}</Tender></LineItem>`;
  const ways = {
    ncr: cash('-9.00', 'TypeCode="Sale"', '<TenderChange><Amount>-9.00</Amount></TenderChange>'),
    xstore: cash('-9.00', 'ChangeFlag="true"'),
    roqqio:
      '<LineItem><TenderChange TypeCode="Refund"><TenderChange TenderType="Cash"><Amount>9.00</Amount></TenderChange></TenderChange></LineItem>',
  };
  for (const [till, change] of Object.entries(ways)) {
    const { tenders } = receiptOf(simple(aSale() + cash('30.00') + change + grand('21.00')));
    assert.deepEqual(tenders, [{ kind: 'cash', amount: 2100 }], till);
  }
});

test('goods come back by what the transaction is called, too', () => {
  const typed = simple(aSale() + grand('-21.00')).replace(
    '<Transaction>',
    '<Transaction TypeCode="ReturnTransaction">',
  );
  const named = simple(aSale() + grand('21.00')).replaceAll('RetailTransaction', 'ReturnTransaction');
  for (const xml of [typed, named]) assert.equal(records(xml).moments![0]!.type, 'return');
});

test('lines may stand in the transaction itself, and a parcel of goods already told is no line', () => {
  const bare = simple(aSale()).replaceAll(/<\/?RetailTransaction>/g, '');
  assert.equal(receiptOf(bare).lines.length, 1);
  const parcel =
    '<LineItem><SaleForDelivery><ItemID>P</ItemID><Item><ItemID>A</ItemID><ExtendedAmount>21.00</ExtendedAmount></Item></SaleForDelivery></LineItem>';
  assert.equal(receiptOf(simple(aSale() + parcel + grand('21.00'))).lines.length, 1);
});

test('what kind of number a number is, is no name', () => {
  const called = (name: string) =>
    receiptOf(simple(aSale().replace('<ItemID>', `<ItemID Name="${name}">`))).lines[0]!.name;
  assert.equal(called('SKU'), undefined);
  assert.equal(called('EAN-13'), undefined);
  assert.equal(called('Shirt, M, blue'), 'Shirt, M, blue');
});

test('a number that stands there for everybody is nobody', () => {
  const of = (id: string) =>
    records(simple(`${aSale()}<LoyaltyAccount><CustomerID>${id}</CustomerID></LoyaltyAccount>`)).moments![0]!
      .customer;
  for (const id of ['0', '0000', 'clubMembers', 'WALKIN']) assert.equal(of(id), undefined, id);
  assert.deepEqual(of('407190620'), { id: '407190620' });
  const card =
    '<LoyaltyAccount><CustomerID>club</CustomerID><LoyaltyCard><PrimaryAccountNumber>T220001293</PrimaryAccountNumber></LoyaltyCard></LoyaltyAccount>';
  assert.deepEqual(records(simple(aSale() + card)).moments![0]!.customer, {
    identifiers: [{ kind: 'loyalty_card', value: 'T220001293' }],
  });
});

test('a day may stand one level deeper, of the transaction and of the one that it links to', () => {
  const link =
    '<TransactionLink><BusinessUnit>1</BusinessUnit><WorkstationID>2</WorkstationID><BusinessDayDate><Date>2026-02-20</Date></BusinessDayDate><SequenceNumber>4</SequenceNumber></TransactionLink>';
  const xml = simple(aSale(`<Quantity>-1</Quantity>${link}`) + grand('-21.00')).replace(
    '<BusinessDayDate>2026-03-02<',
    '<BusinessDayDate><Date>2026-03-01</Date><',
  );
  const [moment] = records(xml).moments!;
  assert.equal(moment!.id, 'return/1/2/2026-03-01/5');
  assert.deepEqual((moment!.data as { lines: { sold?: object }[] }).lines[0]!.sold, {
    receipt: '1-2-2026-02-20-4',
  });
});
