import { activeCurrencies, type Context, Type } from '@chaland/core';

export const RfmSettings = Type.Object({
  currency: Type.Optional(
    Type.String({
      enum: [...activeCurrencies],
      'x-title': { en: 'Currency', fr: 'Devise' },
      'x-description': {
        en: "Only purchases in this currency count; the deployment's own where it isn't set.",
        fr: 'Seuls les achats dans cette devise comptent ; celle de l’installation si rien n’est choisi.',
      },
    }),
  ),
});

interface Settings {
  currency?: string;
}

/** The currency that scores are computed in. */
export async function currencyOf({ settings, locale }: Context): Promise<string> {
  const { currency } = await settings<Settings>();
  return currency ?? locale.currency;
}
