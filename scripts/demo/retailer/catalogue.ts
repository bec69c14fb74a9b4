import { gtinOf } from './ean.ts';

export interface DemoArticle {
  sku: string;
  gtin: string;
  name: string;
  category: readonly string[];
  brand: string;
  /** Cents, VAT included. */
  price: number;
  /** VAT in per cent. */
  vat: '20' | '5.5';
  /** Worn: it is tried on first. */
  worn: boolean;
}

interface Range {
  brand: string;
  worn: boolean;
  vat?: '5.5';
  articles: readonly Family[];
}

type Family = readonly [category: string, name: string, euros: number, variants: string];

const house = 'Maison Simulée';
const colours = 'noir, écru, bleu nuit';
const sizes = '30 ml, 50 ml';

/** Each line is an article in several variants. Brands are made up. */
const families: readonly Range[] = [
  {
    brand: house,
    worn: true,
    articles: [
      ['Femme > Hauts > T-shirts', 'Marinière en coton', 39.9, 'marine, rouge, écru'],
      ['Femme > Hauts > T-shirts', 'T-shirt col V', 19.9, colours],
      ['Femme > Hauts > Chemisiers', 'Chemisier en soie', 119, colours],
      ['Femme > Hauts > Chemisiers', 'Blouse fleurie', 59.9, 'rose, bleu'],
      ['Femme > Hauts > Mailles', 'Cardigan en mohair', 89, 'beige, gris, prune'],
      ['Femme > Robes', 'Robe portefeuille', 129, colours],
      ['Femme > Robes', 'Robe d’été à bretelles', 69.9, 'blanc, terracotta'],
      ['Femme > Robes', 'Robe longue plissée', 159, 'vert, noir'],
      ['Femme > Jupes', 'Jupe midi', 65, colours],
      ['Femme > Pantalons > Jeans', 'Jean droit', 89, 'brut, délavé, noir'],
      ['Femme > Pantalons', 'Pantalon fluide', 75, colours],
      ['Femme > Manteaux', 'Trench ceinturé', 249, 'sable, marine'],
      ['Femme > Manteaux', 'Manteau en laine', 329, 'camel, gris, noir'],
      ['Femme > Chaussures > Bottines', 'Bottines en cuir', 169, 'noir, cognac'],
      ['Femme > Chaussures > Baskets', 'Baskets en toile', 59, 'blanc, marine'],
      ['Homme > Hauts > T-shirts', 'T-shirt en coton épais', 24.9, 'blanc, noir, kaki'],
      ['Homme > Hauts > Chemises', 'Chemise oxford', 79, 'blanc, ciel, rayé'],
      ['Homme > Hauts > Polos', 'Polo piqué', 59, 'marine, vert, blanc'],
      ['Homme > Hauts > Mailles', 'Pull en laine', 99, 'gris, marine, bordeaux'],
      ['Homme > Pantalons', 'Chino', 85, 'beige, marine, kaki'],
      ['Homme > Pantalons > Jeans', 'Jean coupe droite', 95, 'brut, noir'],
      ['Homme > Costumes', 'Veste de costume', 259, 'marine, anthracite'],
      ['Homme > Manteaux', 'Caban', 229, 'marine, noir'],
      ['Homme > Chaussures', 'Derbies en cuir', 179, 'noir, marron'],
      ['Enfant > Hauts', 'Sweat à capuche', 29.9, 'gris, jaune, bleu'],
      ['Enfant > Robes', 'Robe à smocks', 34.9, 'rose, blanc'],
      ['Enfant > Manteaux', 'Ciré', 45, 'jaune, marine'],
    ],
  },
  {
    brand: 'Atelier Fictif',
    worn: false,
    articles: [
      ['Accessoires > Écharpes', 'Écharpe en cachemire', 95, 'gris, camel, rouge'],
      ['Accessoires > Écharpes', 'Carré de soie', 79, 'fleurs, géométrique'],
      ['Accessoires > Ceintures', 'Ceinture en cuir', 49, 'noir, cognac'],
      ['Accessoires > Sacs', 'Sac cabas', 149, 'noir, fauve'],
      ['Accessoires > Sacs', 'Sac bandoulière', 119, 'noir, fauve, vert'],
      ['Accessoires > Sacs', 'Sac de week-end', 399, 'noir, fauve'],
      ['Accessoires > Petite maroquinerie', 'Porte-cartes', 29, 'noir, rouge'],
      ['Accessoires > Bijoux', 'Boucles d’oreilles dorées', 35, 'rondes, perles'],
      ['Accessoires > Bijoux', 'Collier fin', 45, 'doré, argenté'],
      ['Accessoires > Chaussettes', 'Chaussettes en coton', 7.9, 'marine, rayé, gris'],
      ['Accessoires > Parapluies', 'Parapluie pliant', 25, 'noir, à pois'],
      ['Accessoires > Bonnets', 'Bonnet côtelé', 19.9, 'gris, rouge, écru'],
    ],
  },
  {
    brand: 'Beauté Imaginaire',
    worn: false,
    articles: [
      ['Beauté > Soin du visage > Crèmes', 'Crème hydratante', 32.5, sizes],
      ['Beauté > Soin du visage > Sérums', 'Sérum éclat', 49.5, sizes],
      ['Beauté > Soin du visage > Nettoyants', 'Eau micellaire', 12.9, '200 ml, 400 ml'],
      ['Beauté > Soin du visage > Masques', 'Masque en tissu', 4.5, 'apaisant, purifiant'],
      ['Beauté > Soin du corps', 'Lait pour le corps', 16.9, 'amande, fleur d’oranger'],
      ['Beauté > Soin du corps', 'Crème pour les mains', 8.9, 'karité, rose'],
      ['Beauté > Maquillage > Teint', 'Fond de teint', 36, 'porcelaine, beige, doré, ébène'],
      ['Beauté > Maquillage > Lèvres', 'Rouge à lèvres', 22.5, 'rouge, rosé, prune'],
      ['Beauté > Maquillage > Yeux', 'Mascara', 18.5, 'noir, brun'],
      ['Beauté > Maquillage > Ongles', 'Vernis à ongles', 9.9, 'rouge, nude, bleu'],
      ['Beauté > Parfums', 'Eau de parfum', 72, sizes],
      ['Beauté > Parfums', 'Eau de Cologne', 39, '100 ml, 200 ml'],
      ['Beauté > Cheveux', 'Shampooing solide', 11.5, 'secs, gras'],
    ],
  },
  {
    brand: 'L’Herbier Inventé',
    worn: false,
    vat: '5.5',
    articles: [
      ['Bien-être > Infusions', 'Infusion du soir', 6.9, 'verveine, tilleul'],
      ['Bien-être > Livres', 'Petit guide du teint', 14.5, 'broché'],
    ],
  },
];

/** What the banner sells, from the cheapest article to the dearest. */
export const catalogue: readonly DemoArticle[] = families
  .flatMap(({ brand, worn, vat = '20' as const, articles }) =>
    articles.flatMap(([path, name, euros, variants]) =>
      variants
        .split(', ')
        .map((variant) => ({ brand, worn, vat, name: `${name} (${variant})`, euros, path })),
    ),
  )
  .map(
    ({ path, euros, ...article }, index): DemoArticle => ({
      ...article,
      sku: `MS-${1001 + index}`,
      gtin: gtinOf(1001 + index),
      category: path.split(' > '),
      price: Math.round(100 * euros),
    }),
  )
  .sort((a, b) => a.price - b.price);

/** `Femme`, `Homme`, `Enfant`, `Accessoires`, `Beauté`, `Bien-être`. */
export const departments: readonly string[] = [...new Set(catalogue.map(({ category }) => category[0]!))];
