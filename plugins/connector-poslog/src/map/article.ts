import type { SaleLine } from '@chaland/sales/contract';
import type { Element } from '../xml/element.ts';
import { isGtin } from './gtin.ts';

type Article = Pick<SaleLine, 'sku' | 'gtin' | 'name' | 'category' | 'brand'>;

/**
 * What was sold. The number is the item's own; where that is a bar code and the till gives a number beside it, that one
 * is the article and the bar code is its GTIN.
 */
export function articleOf(element: Element): Article {
  const item = element.child('ItemID');
  const pos = element.all('POSIdentity').find((one) => one.attribute('POSIDType') === undefined);
  const scanned = element.maybe('POSIdentity/POSItemID');
  const own = item?.text || undefined;
  const isBarCode = /gtin|ean|upc/i.test(item?.attribute('Type') ?? '');
  const posNumber = pos?.maybe('POSItemID');
  const sku = (isBarCode && posNumber !== own ? posNumber : undefined) ?? own ?? scanned;
  const gtin = [own, scanned, serialGtin(element)].find((code) => code !== undefined && isGtin(code));
  const name = nameOf(element);
  const category = categoriesOf(element);
  const brand = element.maybe('Brand', 'BrandName');
  return {
    ...(sku ? { sku: sku.slice(0, 200) } : {}),
    ...(gtin ? { gtin } : {}),
    ...(name ? { name } : {}),
    ...(category.length > 0 ? { category } : {}),
    ...(brand ? { brand: brand.slice(0, 200) } : {}),
  };
}

const serialGtin = (element: Element) =>
  element.all('SerialNumber').find((one) => one.attribute('Type') === 'GTIN')?.text;

const nameOf = (element: Element): string | undefined =>
  (element.maybe('Description', 'ItemDescription', 'ItemDesc', 'Name') ?? calledBy(element))?.slice(0, 500);

/** Some tills put an item's name on its number, others what kind of number it is: `Name="SKU"`. */
function calledBy(element: Element): string | undefined {
  const name = element.child('ItemID')?.attribute('Name');
  return name &&
    /^(sku|plu|ean|gtin|upc|item|article|product|code|codabar|bar ?code|id|number)[\s\d-]*$/i.test(name)
    ? undefined
    : name;
}

const levels =
  /^(.*:)?(division|group|maingroup|articlegroup|department|category|class|subclass|merchandise|family|style)/i;

/** From the widest to the narrowest, as the log has them; by name where there is one. */
function categoriesOf(element: Element): string[] {
  const found = element.all('MerchandiseHierarchy').filter((one) => {
    const level = one.attribute('Level') ?? one.attribute('ID');
    return level === undefined || levels.test(level);
  });
  const names = found.map(
    (one) => one.attribute('DepartmentDescription') ?? one.attribute('Description') ?? one.text,
  );
  return [...new Set(names.filter((name) => name !== ''))].slice(0, 8).map((name) => name.slice(0, 200));
}
