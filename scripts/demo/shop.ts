/** Where a till or a web shop stands. */
export interface DemoStore {
  code: string;
  name: string;
  /** What its moments name as their source. */
  source: string;
  channel: 'store' | 'web';
  staff: readonly { code: string; name: string }[];
}

export const brand = { code: 'maison-simulee', name: 'Maison Simulée' };

/** A small French retailer that doesn't exist. */
export const stores: readonly DemoStore[] = [
  {
    code: 'paris-1',
    name: 'Paris Rivoli',
    source: 'till',
    channel: 'store',
    staff: [
      { code: 'p1', name: 'Vendeur 1, Paris' },
      { code: 'p2', name: 'Vendeur 2, Paris' },
    ],
  },
  {
    code: 'lyon-1',
    name: 'Lyon Part-Dieu',
    source: 'till',
    channel: 'store',
    staff: [{ code: 'l1', name: 'Vendeur 1, Lyon' }],
  },
  {
    code: 'bordeaux-1',
    name: 'Bordeaux Sainte-Catherine',
    source: 'till',
    channel: 'store',
    staff: [{ code: 'b1', name: 'Vendeur 1, Bordeaux' }],
  },
  { code: 'web', name: 'Boutique en ligne', source: 'webshop', channel: 'web', staff: [] },
];

export interface DemoArticle {
  sku: string;
  name: string;
  category: string[];
  /** Minor units, VAT included. */
  price: number;
}

const article = (sku: string, name: string, category: string[], price: number): DemoArticle => ({
  sku,
  name,
  category,
  price,
});

export const articles: readonly DemoArticle[] = [
  article('F-1001', 'Marinière en coton', ['Femme', 'Hauts', 'T-shirts'], 3990),
  article('F-1002', 'Chemisier en soie', ['Femme', 'Hauts', 'Chemisiers'], 11900),
  article('F-1101', 'Robe portefeuille', ['Femme', 'Robes'], 12900),
  article('F-1201', 'Jean droit', ['Femme', 'Pantalons', 'Jeans'], 8900),
  article('F-1301', 'Trench ceinturé', ['Femme', 'Manteaux'], 24900),
  article('F-1401', 'Bottines en cuir', ['Femme', 'Chaussures', 'Bottines'], 16900),
  article('H-2001', 'Chemise oxford', ['Homme', 'Hauts', 'Chemises'], 7900),
  article('H-2002', 'Polo piqué', ['Homme', 'Hauts', 'Polos'], 5900),
  article('H-2101', 'Chino', ['Homme', 'Pantalons'], 8500),
  article('H-2201', 'Pull en laine', ['Homme', 'Mailles'], 9900),
  article('H-2301', 'Caban', ['Homme', 'Manteaux'], 22900),
  article('A-3001', 'Écharpe en cachemire', ['Accessoires', 'Écharpes'], 9500),
  article('A-3002', 'Ceinture en cuir', ['Accessoires', 'Ceintures'], 4900),
  article('A-3003', 'Sac cabas', ['Accessoires', 'Sacs'], 14900),
  article('A-3004', 'Chaussettes', ['Accessoires', 'Chaussettes'], 1200),
  article('A-3005', 'Parapluie', ['Accessoires', 'Parapluies'], 3500),
  article('M-4001', 'Bougie parfumée', ['Maison', 'Senteurs'], 3200),
  article('M-4002', 'Plaid en laine', ['Maison', 'Textile'], 8900),
];
