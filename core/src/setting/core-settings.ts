import { type Static, Type } from 'typebox';
import { PreferenceSettings } from '../consent/preference/settings.ts';
import { LinkingSettings } from '../customer/linking/settings.ts';
import { SurvivorshipSettings } from '../customer/survivorship/settings.ts';
import { MessageSettings } from '../message/settings.ts';
import { section } from './section.ts';

/** What a retailer sets of core itself: each module brings its own section. */
export const CoreSettings = Type.Object({
  identity: section(
    { en: 'Identity', fr: 'Identité' },
    {
      survivorship: SurvivorshipSettings,
      linking: LinkingSettings,
    },
  ),
  consent: section(
    { en: 'Consent', fr: 'Consentement' },
    {
      preferenceCentre: PreferenceSettings,
    },
  ),
  message: MessageSettings,
});
export type CoreSettings = Static<typeof CoreSettings>;

/** Core's place among the plugins that can be set: `settings.of<CoreSettings>('core')`. */
export const coreOwner = { id: 'core', settings: CoreSettings } as const;
