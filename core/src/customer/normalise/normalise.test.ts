import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { coreIdentifierKinds } from '../identifier.ts';
import { normaliseAddress } from './address.ts';
import { readBirthDate } from './birth-date.ts';
import { normaliseCity } from './city.ts';
import { normaliseName } from './name.ts';
import { normalisePostalCode } from './postal-code.ts';

/** `CHALAND_DATA`, or `shared/data` beside the repository. The sets are never part of it. */
const shared = process.env.CHALAND_DATA ?? new URL('../../../../../shared/data', import.meta.url).pathname;
const beside = (file: string) => {
  const at = join(shared, file);
  return { at, skip: existsSync(at) ? false : `no ${file} beside the checkout` };
};
const rowsOf = (text: string) =>
  text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));

/** Each input comes to its form, and the form stays as it is. */
function holds(normalise: (raw: string) => string, cases: readonly (readonly [string, string])[]) {
  for (const [raw, expected] of cases) {
    test(`${JSON.stringify(raw)} is "${expected}"`, () => {
      assert.equal(normalise(raw), expected);
      assert.equal(normalise(expected), expected);
    });
  }
}

describe('a name', () => {
  holds(normaliseName, [
    ['MARTIN', 'Martin'],
    ['martin', 'Martin'],
    ['Martin', 'Martin'],
    ['  MARTIN   DUPONT ', 'Martin Dupont'],
    ['Martin\u00a0Dupont', 'Martin Dupont'],
    ['MARTIN-DUPONT', 'Martin-Dupont'],
    ['jean-pierre', 'Jean-Pierre'],
    ['Jean-pierre', 'Jean-Pierre'],
    ['JEAN-PIERRE', 'Jean-Pierre'],
    ['JEAN PIERRE', 'Jean Pierre'],
    ['anne-Marie', 'Anne-Marie'],
    ['élodie', 'Élodie'],
    ['ÉLODIE', 'Élodie'],
    ['E\u0301lodie', 'Élodie'],
    ['ELODIE', 'Elodie'],
    ['CHLOÉ', 'Chloé'],
    ['NOËL', 'Noël'],
    ['BÉNÉDICTE', 'Bénédicte'],
    ['LE GŒFF', 'Le Gœff'],
    ['DE LA TOUR', 'de La Tour'],
    ['de la tour', 'de La Tour'],
    ['Marie de la Tour', 'Marie de la Tour'],
    ['DE GAULLE', 'de Gaulle'],
    ['de GAULLE', 'de Gaulle'],
    ["D'ARTAGNAN", "d'Artagnan"],
    ['D’ORMESSON', "d'Ormesson"],
    ["DE LA TOUR D'AUVERGNE", "de La Tour d'Auvergne"],
    ["L'HERMITE", "L'Hermite"],
    ['LE GALL', 'Le Gall'],
    ['LA FONTAINE', 'La Fontaine'],
    ['DU PONT', 'Du Pont'],
    ['DES MOULINS', 'Des Moulins'],
    ['DUPONT', 'Dupont'],
    ["O'NEILL", "O'Neill"],
    ["o'neill", "O'Neill"],
    ['O’Neill', "O'Neill"],
    ["N'DIAYE", "N'Diaye"],
    ["M'BAPPÉ", "M'Bappé"],
    ['MCDONALD', 'McDonald'],
    ['mcdonald', 'McDonald'],
    ['McDonald', 'McDonald'],
    ['MacLeod', 'MacLeod'],
    ['DiCaprio', 'DiCaprio'],
    ['VAN DER BERG', 'van der Berg'],
    ['van den Broeck', 'van den Broeck'],
    ['Van Gogh', 'Van Gogh'],
    ['VON BISMARCK', 'von Bismarck'],
    ['DA SILVA', 'da Silva'],
    ['DOS SANTOS', 'dos Santos'],
    ['GARCÍA Y VEGA', 'García y Vega'],
    ['DELLA VALLE', 'Della Valle'],
    ['EL AMRANI', 'El Amrani'],
    ['BEN ALI', 'Ben Ali'],
    ['NGUYEN THI', 'Nguyen Thi'],
    ['MÜLLER', 'Müller'],
    ['STRAßER', 'Straßer'],
    ['ÅKESSON', 'Åkesson'],
    ['ŁUKASZ', 'Łukasz'],
    ['ИВАНОВ', 'Иванов'],
    ['李', '李'],
    ['JP Martin', 'JP Martin'],
    ['J.P.', 'J.P.'],
    ['j.-p.', 'J.-P.'],
    ['Charles III', 'Charles III'],
    ['DUPONT II', 'Dupont II'],
    ['MARTIN Jean', 'Martin Jean'],
    ['M', 'M'],
    ['ß', 'ß'],
  ]);
});

describe('a birth date', () => {
  const now = new Date('2026-03-02T10:00:00Z');
  const read: [string, string][] = [
    ['1980-01-31', '1980-01-31'],
    [' 1980-01-31 ', '1980-01-31'],
    ['1980/01/31', '1980-01-31'],
    ['1980-1-3', '1980-01-03'],
    ['19800131', '1980-01-31'],
    ['31/01/1980', '1980-01-31'],
    ['1/2/1980', '1980-02-01'],
    ['31.01.1980', '1980-01-31'],
    ['31-01-1980', '1980-01-31'],
    ['31 01 1980', '1980-01-31'],
    ['31 janvier 1980', '1980-01-31'],
    ['1er août 1980', '1980-08-01'],
    ['25 DÉCEMBRE 1999', '1999-12-25'],
    ['31 January 1980', '1980-01-31'],
    ['January 31, 1980', '1980-01-31'],
    ['1st May 1980', '1980-05-01'],
    ['29/02/2000', '2000-02-29'],
    ['1980-01-31T00:00:00Z', '1980-01-31'],
    ['1980-01-31 00:00:00', '1980-01-31'],
    ['31/01/1980 00:00', '1980-01-31'],
    ['2026-03-02', '2026-03-02'],
    ['1900-01-01', '1900-01-01'],
  ];
  for (const [raw, expected] of read) {
    test(`${JSON.stringify(raw)} is ${expected}`, () => {
      assert.deepEqual(readBirthDate(raw, now), { value: expected });
    });
  }
  const refused: [string, RegExp][] = [
    ['31/02/1980', /no day of the calendar/],
    ['1980-02-30', /no day of the calendar/],
    ['1980-13-01', /no day of the calendar/],
    ['29/02/1900', /no day of the calendar/],
    ['00/00/0000', /no day of the calendar/],
    ['0000-00-00', /no day of the calendar/],
    ['02/31/1980', /day is written before the month/],
    ['31/01/80', /two digits/],
    ['80-01-31', /two digits/],
    ['2026-03-04', /in the future/],
    ['2031-01-01', /in the future/],
    ['1890-01-01', /130 years/],
    ['1980', /not a date/],
    ['01/1980', /not a date/],
    ['31 brumaire 1980', /not a date/],
    ['1980-01-31T23:00:00Z', /not a date/],
    ['31/01-1980', /not a date/],
    ['', /not a date/],
    ['n/a', /not a date/],
  ];
  for (const [raw, fault] of refused) {
    test(`${JSON.stringify(raw)} is refused: ${fault.source}`, () => {
      const found = readBirthDate(raw, now);
      assert.match('fault' in found ? found.fault : 'accepted', fault);
    });
  }
});

describe('a postal code', () => {
  const cases: [country: string, raw: string, expected: string][] = [
    ['FR', '75001', '75001'],
    ['FR', '75 001', '75001'],
    ['FR', 'F-75001', '75001'],
    ['FR', 'FR-75001', '75001'],
    ['FR', '1400', '01400'],
    ['FR', '20000', '20000'],
    ['FR', '2A004', '2A004'],
    ['FR', '97400', '97400'],
    ['RE', '97 400', '97400'],
    ['NC', '98800', '98800'],
    ['MC', '98000', '98000'],
    ['FR', 'abc', 'ABC'],
    ['BE', '1000', '1000'],
    ['BE', 'B-1000', '1000'],
    ['CH', 'CH-1003', '1003'],
    ['LU', 'L-1234', '1234'],
    ['DE', 'D-10115', '10115'],
    ['DE', '01067', '01067'],
    ['AT', 'A-1010', '1010'],
    ['NL', '1012ab', '1012 AB'],
    ['NL', '1012 AB', '1012 AB'],
    ['GB', 'sw1a1aa', 'SW1A 1AA'],
    ['GB', 'SW1A 1AA', 'SW1A 1AA'],
    ['GB', 'm1 1ae', 'M1 1AE'],
    ['GB', 'ec1a-1bb', 'EC1A 1BB'],
    ['GB', 'B338TH', 'B33 8TH'],
    ['JE', 'je23xp', 'JE2 3XP'],
    ['IE', 'd02x285', 'D02 X285'],
    ['US', '90210', '90210'],
    ['US', '902101234', '90210-1234'],
    ['CA', 'k1a0b1', 'K1A 0B1'],
    ['PT', '1000205', '1000-205'],
    ['ES', 'E-28013', '28013'],
    ['IT', '00118', '00118'],
    ['PL', '00950', '00-950'],
    ['SE', '11351', '113 51'],
    ['SE', 'SE-113 51', '113 51'],
    ['CZ', '11000', '110 00'],
    ['FI', 'FIN-00100', '00100'],
    ['LV', '1010', 'LV-1010'],
    ['AD', '500', 'AD500'],
    ['JP', '1000001', '100-0001'],
    ['BR', '01310930', '01310-930'],
    ['MA', '20000', '20000'],
    ['HK', 'x 1', 'X 1'],
  ];
  for (const [country, raw, expected] of cases) {
    test(`${country} ${raw} is ${expected}`, () => {
      assert.equal(normalisePostalCode(raw, country), expected);
      assert.equal(normalisePostalCode(expected, country), expected);
    });
  }
});

describe('a French town', () => {
  holds(
    (raw) => normaliseCity(raw, 'FR'),
    [
      ['PARIS', 'Paris'],
      ['paris', 'Paris'],
      ['PARIS 12', 'Paris 12e'],
      ['Paris 12ème', 'Paris 12e'],
      ['PARIS 1ER ARRONDISSEMENT', 'Paris 1er'],
      ['LYON 03', 'Lyon 3e'],
      ['PARIS CEDEX 08', 'Paris CEDEX 08'],
      ['Nantes Cedex', 'Nantes CEDEX'],
      ['ST ETIENNE CEDEX 2', 'Saint-Etienne CEDEX 2'],
      ['ST ETIENNE', 'Saint-Etienne'],
      ['St. Denis', 'Saint-Denis'],
      ['STE FOY LES LYON', 'Sainte-Foy les Lyon'],
      ['SAINT-ÉTIENNE', 'Saint-Étienne'],
      ['SAINT CLOUD', 'Saint-Cloud'],
      ['STRASBOURG', 'Strasbourg'],
      ['STAINS', 'Stains'],
      ['LE MANS', 'Le Mans'],
      ['LA ROCHELLE', 'La Rochelle'],
      ["L'HAY-LES-ROSES", "L'Hay-les-Roses"],
      ['L HAY LES ROSES', "L'Hay les Roses"],
      ['VILLENEUVE D ASCQ', "Villeneuve d'Ascq"],
      ['VILLENEUVE-LÈS-AVIGNON', 'Villeneuve-lès-Avignon'],
      ['CHALON-SUR-SAÔNE', 'Chalon-sur-Saône'],
      ['AIX-EN-PROVENCE', 'Aix-en-Provence'],
      ['CASTELNAU-LE-LEZ', 'Castelnau-le-Lez'],
      ["KERMOROC'H", "Kermoroc'h"],
      ['LES ABYMES', 'Les Abymes'],
    ],
  );
});

describe('a town elsewhere', () => {
  holds(
    (raw) => normaliseCity(raw, 'GB'),
    [
      ['LONDON', 'London'],
      ['STOKE-ON-TRENT', 'Stoke-on-Trent'],
      ['NEWCASTLE UPON TYNE', 'Newcastle upon Tyne'],
      ['St Albans', 'St Albans'],
    ],
  );
  holds(
    (raw) => normaliseCity(raw, 'DE'),
    [
      ['FRANKFURT AM MAIN', 'Frankfurt am Main'],
      ['MÜNCHEN', 'München'],
      ['RIO DE JANEIRO', 'Rio de Janeiro'],
      ["'S-HERTOGENBOSCH", "'s-Hertogenbosch"],
      ['Den Haag', 'Den Haag'],
    ],
  );
});

describe('an address', () => {
  const cases: [name: string, said: object, expected: object][] = [
    [
      'has its parts tidied',
      { lines: [' 12  rue X ', ' '], postalCode: '75 001', city: 'PARIS' },
      { lines: ['12 rue X'], postalCode: '75001', city: 'Paris' },
    ],
    [
      'has its box as the post writes it',
      { lines: ['b.p. n° 12'], postalCode: '67000' },
      { lines: ['BP 12'], postalCode: '67000' },
    ],
    ['has its CS as the post writes it', { lines: ['C.S. 12345'] }, { lines: ['CS 12345'] }],
    ['keeps a street that only sounds like a box', { lines: ['3 rue BP'] }, { lines: ['3 rue BP'] }],
    [
      'is told apart from its last line',
      { lines: ['12 rue X', '75001 PARIS CEDEX 01'] },
      { lines: ['12 rue X'], postalCode: '75001', city: 'Paris CEDEX 01' },
    ],
    ['is told apart from its town', { city: '69003 lyon' }, { postalCode: '69003', city: 'Lyon' }],
    [
      'keeps a house number of four digits',
      { lines: ['1400 route de Lyon'] },
      { lines: ['1400 route de Lyon'] },
    ],
    [
      'keeps an American house number',
      { lines: ['12345 Main Street'], country: 'US' },
      { lines: ['12345 Main Street'], country: 'US' },
    ],
    [
      'is read as its own country writes it',
      { city: '1012 AB AMSTERDAM', country: 'NL' },
      { postalCode: '1012 AB', city: 'Amsterdam', country: 'NL' },
    ],
    [
      'has a Swiss code before its town',
      { lines: ['Rue Y 3', 'CH-1003 Lausanne'], country: 'CH' },
      { lines: ['Rue Y 3'], postalCode: '1003', city: 'Lausanne', country: 'CH' },
    ],
    [
      'keeps what its country has no shape for',
      { postalCode: 'x9', city: 'Somewhere', region: ' North ', country: 'XK' },
      { postalCode: 'X9', city: 'Somewhere', region: 'North', country: 'XK' },
    ],
  ];
  for (const [name, said, expected] of cases) {
    test(name, () => {
      assert.deepEqual(normaliseAddress(said, 'FR'), expected);
      assert.deepEqual(normaliseAddress(expected, 'FR'), expected);
    });
  }
});

const kindOf = (name: string) => coreIdentifierKinds.find(({ kind }) => kind === name)!;

describe('an e-mail address', () => {
  const cases: [string, string | null][] = [
    [' Camille@Example.COM ', 'camille@example.com'],
    ['a.b+shop@example.co.uk', 'a.b+shop@example.co.uk'],
    ["o'neill@example.com", "o'neill@example.com"],
    ['jose@café.example', 'jose@xn--caf-dma.example'],
    ['josé@example.com', 'josé@example.com'],
    ['a@b', null],
    ['a b@example.com', null],
    ['a@example..com', null],
    ['.a@example.com', null],
    ['a@@example.com', null],
    ['@example.com', null],
    ['a@-example.com', null],
    ['none', null],
  ];
  for (const [raw, expected] of cases) {
    test(`${JSON.stringify(raw)} is ${expected ?? 'refused'}`, () => {
      const found = kindOf('email').normalise(raw, 'FR');
      assert.equal('value' in found ? found.value : null, expected);
    });
  }
});

describe('a phone number', () => {
  const cases: [country: string, raw: string, expected: string | null][] = [
    ['FR', '06 12 34 56 78', '+33612345678'],
    ['FR', '06.12.34.56.78', '+33612345678'],
    ['FR', '0612345678', '+33612345678'],
    ['FR', '+33 6 12 34 56 78', '+33612345678'],
    ['FR', '+33 (0)6 12 34 56 78', '+33612345678'],
    ['FR', '0033612345678', '+33612345678'],
    ['FR', '01 42 68 53 00', '+33142685300'],
    ['RE', '0692 12 34 56', '+262692123456'],
    ['GB', '07400 123456', '+447400123456'],
    ['FR', '12', null],
    ['FR', '+33 6 12', null],
    ['FR', 'none', null],
  ];
  for (const [country, raw, expected] of cases) {
    test(`${raw} in ${country} is ${expected ?? 'refused'}`, () => {
      const found = kindOf('phone').normalise(raw, country);
      assert.equal('value' in found ? found.value : null, expected);
    });
  }

  /** Of numbering plans that were withdrawn since the examples were chosen; the newest metadata refuses them. */
  const withdrawn = new Set(['+22985751234', '+22981123456', '+2631312345']);
  const examples = beside('phone/libphonenumber_example_numbers.csv');
  test("every country's example is E.164, told as its country writes it or with its calling code", {
    skip: examples.skip,
  }, () => {
    const wrong: string[] = [];
    let read = 0;
    for (const [region = '', , , , national = '', e164 = ''] of rowsOf(readFileSync(examples.at, 'utf8'))) {
      if (withdrawn.has(e164)) continue;
      // 001 are numbers of no country: they have no national form.
      const told = [[e164, 'FR'] as const, ...(region === '001' ? [] : [[national, region] as const])];
      for (const [raw, country] of told) {
        const found = kindOf('phone').normalise(raw, country);
        if (!('value' in found) || found.value !== e164) wrong.push(`${raw} in ${country}, not ${e164}`);
        read++;
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(read > 2_000);
  });
});

const communes = beside('fr/communes_codes_postaux.csv.gz');
test('every French commune keeps its name, and nearly every one has it back from capitals', {
  skip: communes.skip,
}, () => {
  const rows = rowsOf(gunzipSync(readFileSync(communes.at)).toString('utf8'));
  const names = [...new Set(rows.map(([, name = '']) => name))];
  assert.deepEqual(
    names.filter((name) => normaliseCity(name, 'FR') !== name),
    [],
  );
  const lost = names.filter((name) => normaliseCity(name.toUpperCase(), 'FR') !== name);
  assert.ok(lost.length < names.length / 500, `${lost.length} of ${names.length}`);
  for (const [, name, , , , postalCode = ''] of rows) {
    assert.equal(normalisePostalCode(postalCode, 'FR'), postalCode, name);
  }
});
