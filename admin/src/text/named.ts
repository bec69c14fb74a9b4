import { language } from './language.ts';
import { panelInfo } from './place.ts';

/**
 * What people call a country, a currency or a language, by its code; the code where no standard knows it.
 * @example named('region', 'FR') // "France"
 */
export function named(type: 'region' | 'currency' | 'language', code: string): string {
  try {
    return (
      new Intl.DisplayNames([`${language.value}-${panelInfo.locale.country}`], { type }).of(code) ?? code
    );
  } catch {
    // A source may send what no standard knows.
    return code;
  }
}
