import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nameKey } from './name-key.ts';

export interface Communes {
  /** Official names of the communes that have a postal code. */
  townsOf(postalCode: string): readonly string[];
  /** Postal codes of the communes that are called so, whatever the spelling; also of what was joined to them. */
  codesOf(name: string): readonly string[];
  /** As the commune is called today or was before it was joined to another, if it has this postal code. */
  officialName(postalCode: string, name: string): string | undefined;
}

interface Listed {
  code: string;
  nom: string;
  type: string;
  codesPostaux?: string[];
  /** Of what was joined to another commune: that one. */
  chefLieu?: string;
}

let read: Communes | undefined;

/** Read once, at the first question: it is megabytes of JSON, of which a few stay in memory. */
export function communes(): Communes {
  read ??= readCommunes();
  return read;
}

function readCommunes(): Communes {
  const file = fileURLToPath(import.meta.resolve('@etalab/decoupage-administratif/data/communes.json'));
  const listed = JSON.parse(readFileSync(file, 'utf8')) as Listed[];
  const codesOfCommune = new Map(
    listed.flatMap(({ code, type, codesPostaux }) =>
      codesPostaux && type === 'commune-actuelle' ? [[code, codesPostaux] as const] : [],
    ),
  );
  const towns = new Map<string, string[]>();
  const names = new Map<string, Map<string, string>>();
  for (const { code, nom, type, codesPostaux, chefLieu } of listed) {
    // "Paris 12e Arrondissement" is Paris, which is listed with all of its codes.
    if (type === 'arrondissement-municipal') continue;
    const codes = codesPostaux ?? codesOfCommune.get(chefLieu ?? code) ?? [];
    const key = nameKey(nom);
    const official = names.get(key) ?? new Map<string, string>();
    names.set(key, official);
    for (const postalCode of codes) {
      // A commune counts before what was joined to another and has its name.
      if (type === 'commune-actuelle' || !official.has(postalCode)) official.set(postalCode, nom);
      if (type !== 'commune-actuelle') continue;
      const there = towns.get(postalCode);
      if (there) there.push(nom);
      else towns.set(postalCode, [nom]);
    }
  }
  return {
    townsOf: (postalCode) => towns.get(postalCode) ?? [],
    codesOf: (name) => [...(names.get(nameKey(name))?.keys() ?? [])],
    officialName: (postalCode, name) => names.get(nameKey(name))?.get(postalCode),
  };
}
