/** First names with the short forms that don't begin like them, of French and English use. */
const shortForms = `
  alexander alex sandy xander|alexandra sandra alex|antoine tony toine|anthony tony|benjamin benji|bernadette dette
  catherine cathy katy kate kitty|katherine kate kathy katie kitty|christopher kit|charles charlie chuck|edward ted ned
  elisabeth elise babette lisbeth lise|elizabeth liz lizzy beth betty bess eliza|emmanuel manu|emmanuelle manue
  frederic fred|francoise fanchon|henry harry hank|isabelle isa belle|jacqueline jackie|jean jeannot|john jack johnny
  james jim jimmy jamie|joseph joe jo|margaret maggie meg peggy daisy|marguerite margot|marie manon mimi
  michael mike mick|michel michou|mathilde mathou|nathalie nath|patrick pat paddy|richard dick rick|robert bob bobby
  sebastien seb bastien|sarah sally|susan sue susie|therese tess|theodore ted theo|vincent vince|virginie ginie
  william bill billy will liam|guillaume guy gui|dominique dom|philippe phil pippo|genevieve ginette|antoinette toinette`;

const fullNamesOf = new Map<string, string[]>();
for (const line of shortForms.split(/[|\n]/)) {
  const [full = '', ...short] = line.trim().split(' ');
  for (const form of short) fullNamesOf.set(form, [...(fullNamesOf.get(form) ?? []), full]);
}

/**
 * Whether one of two first names is a short form of the other: its beginning, from three letters on, or one that
 * French and English have by custom. Both are folded words.
 * @example isDiminutive('rob', 'robert') && isDiminutive('bob', 'robert')
 */
export function isDiminutive(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length >= 3 && long.length > short.length && long.startsWith(short)) return true;
  return (fullNamesOf.get(a)?.includes(b) || fullNamesOf.get(b)?.includes(a)) ?? false;
}
