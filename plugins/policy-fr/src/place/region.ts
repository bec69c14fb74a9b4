/** A part of France with holidays or a time zone of its own. */
export const regions = {
  metropole: 'Europe/Paris',
  'alsace-moselle': 'Europe/Paris',
  guadeloupe: 'America/Guadeloupe',
  martinique: 'America/Martinique',
  guyane: 'America/Cayenne',
  reunion: 'Indian/Reunion',
  mayotte: 'Indian/Mayotte',
  'saint-pierre-et-miquelon': 'America/Miquelon',
  'saint-barthelemy': 'America/St_Barthelemy',
  'saint-martin': 'America/Marigot',
  'wallis-et-futuna': 'Pacific/Wallis',
  'polynesie-francaise': 'Pacific/Tahiti',
  'nouvelle-caledonie': 'Pacific/Noumea',
} as const;

export type Region = keyof typeof regions;

/** ISO 3166-1 gives the overseas parts codes of their own, though an address there may say FR too. */
const byCountry: Readonly<Record<string, Region>> = {
  GP: 'guadeloupe',
  MQ: 'martinique',
  GF: 'guyane',
  RE: 'reunion',
  YT: 'mayotte',
  PM: 'saint-pierre-et-miquelon',
  BL: 'saint-barthelemy',
  MF: 'saint-martin',
  WF: 'wallis-et-futuna',
  PF: 'polynesie-francaise',
  NC: 'nouvelle-caledonie',
};

/** By the beginning of the postal code, longest first. */
const byPostalCode: readonly (readonly [string, Region])[] = [
  ['97133', 'saint-barthelemy'],
  ['97150', 'saint-martin'],
  ['971', 'guadeloupe'],
  ['972', 'martinique'],
  ['973', 'guyane'],
  ['974', 'reunion'],
  ['975', 'saint-pierre-et-miquelon'],
  ['976', 'mayotte'],
  ['977', 'saint-barthelemy'],
  ['978', 'saint-martin'],
  ['986', 'wallis-et-futuna'],
  ['987', 'polynesie-francaise'],
  ['988', 'nouvelle-caledonie'],
  ['57', 'alsace-moselle'],
  ['67', 'alsace-moselle'],
  ['68', 'alsace-moselle'],
];

/** By the beginning of the number in E.164, longest first. */
const byPhone: readonly (readonly [string, Region])[] = [
  ['+262269', 'mayotte'],
  ['+262639', 'mayotte'],
  ['+262', 'reunion'],
  ['+508', 'saint-pierre-et-miquelon'],
  ['+590', 'guadeloupe'],
  ['+594', 'guyane'],
  ['+596', 'martinique'],
  ['+681', 'wallis-et-futuna'],
  ['+687', 'nouvelle-caledonie'],
  ['+689', 'polynesie-francaise'],
];

const startOf = (text: string, known: readonly (readonly [string, Region])[]): Region | undefined =>
  known.find(([start]) => text.startsWith(start))?.[1];

/** What is known of where somebody is. */
export interface Whereabouts {
  /** ISO 3166-1 alpha-2. */
  country: string;
  postalCode: string | null;
  /** E.164. */
  phone?: string | undefined;
}

/**
 * Where in France somebody is: by the postal code, else the country where it tells, else the phone.
 * @returns undefined outside of France; `unknown` where nothing tells which part it is
 */
export function regionOf({ country, postalCode, phone }: Whereabouts): Region | 'unknown' | undefined {
  const overseas = byCountry[country];
  if (country !== 'FR' && !overseas) return undefined;
  const code = postalCode?.replaceAll(/\s/g, '') ?? '';
  if (/^\d{5}$/.test(code)) return startOf(code, byPostalCode) ?? overseas ?? 'metropole';
  return overseas ?? ((phone && startOf(phone, byPhone)) || 'unknown');
}
