import { fold } from '../../fold.ts';

/** Abbreviations of French and English addresses that mean one thing wherever they stand. */
const written: Record<string, string> = {
  av: 'avenue',
  ave: 'avenue',
  bd: 'boulevard',
  bld: 'boulevard',
  blvd: 'boulevard',
  bvd: 'boulevard',
  chem: 'chemin',
  che: 'chemin',
  crs: 'cours',
  fg: 'faubourg',
  fbg: 'faubourg',
  imp: 'impasse',
  pl: 'place',
  qu: 'quai',
  res: 'residence',
  rte: 'route',
  sq: 'square',
  bat: 'batiment',
  apt: 'appartement',
  appt: 'appartement',
  rd: 'road',
  dr: 'drive',
  ln: 'lane',
  crt: 'court',
  cres: 'crescent',
  cct: 'circuit',
  hwy: 'highway',
  ste: 'sainte',
};

/**
 * A line of an address as it is compared: folded, with what is usually abbreviated in full.
 * @example streetLine('12 bis, Bd. de la Paix') === '12 bis boulevard de la paix'
 * @example streetLine('3 r. Monge') === '3 rue monge'
 */
export const streetLine = (line: string): string =>
  fold(line)
    .split(' ')
    .map((word, index) => (word === 'r' && index > 0 ? 'rue' : (written[word] ?? word)))
    .join(' ');
