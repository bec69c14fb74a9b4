import { capitalised, isLower, isUpper, tidied } from './text.ts';

/** Inside the name of a town: "Villeneuve-lès-Avignon", "Stoke-on-Trent", "Frankfurt am Main", "Rio de Janeiro". */
const small = new Set(
  [
    'a à au aux d de des du en et ès l la le les lès lez près s sous sur devant derrière entre',
    'and by cum in of on super the under upon with',
    'am an auf bei der im ob unter vor',
    'da das del dello della di do dos el las los sul sulla y',
    'aan bij den op van',
  ].flatMap((words) => words.split(' ')),
);

/** France's, where a saint is written whole and with a hyphen, and where letters for firms go to a CEDEX. */
const french = new Set('FR BL GF GP MC MF MQ NC PF PM RE WF YT'.split(' '));

/**
 * A town as it is shown: names in capitals or in small letters get the usual ones, others stay as they are. Accents
 * and hyphens that nobody wrote are not invented; only a list of the country's places knows them.
 * @param country ISO 3166-1 alpha-2
 * @example normaliseCity('ST ETIENNE CEDEX 2', 'FR') === 'Saint-Etienne CEDEX 2'
 */
export function normaliseCity(raw: string, country: string): string {
  const said = tidied(raw).replace(/[,;]+$/, '');
  if (!french.has(country)) return shown(said);
  const [, town = said, cedex] = /^(.*?)[ ,-]+cedex\b\s*(\d{0,2})$/i.exec(said) ?? [];
  // Who wrote capitals and small letters knows where the hyphens are, but for "St".
  const saints =
    shown(town) === town ? /(^|[ -])(Ste?)\.?[ -](?=\p{L})/giu : /(^|[ -])(S(?:ain)?te?)\.?[ -](?=\p{L})/giu;
  // The post writes "L HAY LES ROSES".
  const whole = shown(town.replaceAll(/(?<![\p{L}'])([dl]) (?=\p{L})/giu, "$1'"))
    .replaceAll(
      saints,
      (_, before: string, saint: string) => `${before}${/e$/i.test(saint) ? 'Sainte' : 'Saint'}-`,
    )
    .replace(
      /^(Paris|Lyon|Marseille)[ -]*0?(\d{1,2}) ?(?:er|e|è|ème|eme)?(?: arr(?:ondissement|\.)?)?$/iu,
      (_, city: string, number: string) => `${city} ${number}${number === '1' ? 'er' : 'e'}`,
    );
  return cedex === undefined ? whole : `${whole} CEDEX${cedex ? ` ${cedex}` : ''}`;
}

function shown(name: string): string {
  if (!isUpper(name) && !isLower(name)) return name;
  return name
    .toLowerCase()
    .split(/([ '/-])/)
    .map((word, index, words) => {
      const inside = index > 0 && index < words.length - 1 && small.has(word);
      // "Kermoroc'h"
      const breton = word === 'h' && words[index - 1] === "'";
      return index % 2 === 1 || inside || breton ? word : capitalised(word);
    })
    .join('');
}
