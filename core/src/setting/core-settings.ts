import { type Static, Type } from 'typebox';
import { ConnectionSettings } from '../connection/settings.ts';
import { ControllerSettings } from '../consent/controller-settings.ts';
import { PreferenceSettings } from '../consent/preference/settings.ts';
import { LinkingSettings } from '../customer/linking/settings.ts';
import { MatchingSettings } from '../customer/match/settings.ts';
import { SurvivorshipSettings } from '../customer/survivorship/settings.ts';
import { MessageSettings } from '../message/settings.ts';
import { PrivacySettings } from '../privacy/settings.ts';
import { section } from './section.ts';

/** What a retailer sets of core itself: each module brings its own section. */
export const CoreSettings = Type.Object({
  identity: section(
    { en: 'Identity', fr: 'Identité' },
    {
      survivorship: SurvivorshipSettings,
      linking: LinkingSettings,
      matching: section({ en: 'Matching', fr: 'Rapprochement' }, MatchingSettings.properties),
    },
  ),
  consent: section(
    { en: 'Consent', fr: 'Consentement' },
    {
      controller: ControllerSettings,
      preferenceCentre: PreferenceSettings,
    },
  ),
  message: MessageSettings,
  privacy: PrivacySettings,
  connections: ConnectionSettings,
});
export type CoreSettings = Static<typeof CoreSettings>;

/** Core's place among the plugins that can be set: `settings.of<CoreSettings>('core')`. */
export const coreOwner = { id: 'core', settings: CoreSettings } as const;
