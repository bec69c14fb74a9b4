/** Where a till or a web shop stands. */
export interface DemoStore {
  code: string;
  name: string;
  /** What its moments name as their source: each till is one, with customers' numbers of its own. */
  source: string;
  channel: 'store' | 'web';
  city: string;
  postalCode: string;
  staff: readonly { code: string; name: string }[];
}

/** A French fashion and beauty banner that doesn't exist. */
export const brand = { code: 'maison-simulee', name: 'Maison Simulée' };

const shop = (
  code: string,
  city: string,
  quarter: string,
  postalCode: string,
  sellers: number,
): DemoStore => ({
  code,
  name: `${city} ${quarter}`,
  source: `till-${code}`,
  channel: 'store',
  city,
  postalCode,
  staff: Array.from({ length: sellers }, (_, index) => ({
    code: `${code}-${String(index + 1).padStart(2, '0')}`,
    name: `Vendeur simulé ${index + 1}, ${city} ${quarter}`,
  })),
});

/** The shops, the largest first. */
export const shops: readonly DemoStore[] = [
  shop('paris-1', 'Paris', 'Rivoli', '75001', 8),
  shop('paris-2', 'Paris', 'Ternes', '75017', 6),
  shop('lyon-1', 'Lyon', 'Part-Dieu', '69003', 6),
  shop('marseille-1', 'Marseille', 'Saint-Ferréol', '13001', 5),
  shop('lille-1', 'Lille', 'Grand-Place', '59000', 5),
  shop('bordeaux-1', 'Bordeaux', 'Sainte-Catherine', '33000', 5),
  shop('toulouse-1', 'Toulouse', 'Capitole', '31000', 4),
  shop('nantes-1', 'Nantes', 'Graslin', '44000', 4),
  shop('nice-1', 'Nice', 'Masséna', '06000', 4),
  shop('strasbourg-1', 'Strasbourg', 'Kléber', '67000', 4),
  shop('rennes-1', 'Rennes', 'Le Bastard', '35000', 3),
  shop('montpellier-1', 'Montpellier', 'Comédie', '34000', 3),
];

export const webShop: DemoStore = {
  code: 'web',
  name: 'Boutique en ligne',
  source: 'webshop',
  channel: 'web',
  city: 'Paris',
  postalCode: '75001',
  staff: [],
};

export const stores: readonly DemoStore[] = [...shops, webShop];
