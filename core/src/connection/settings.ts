import { type Static, Type } from 'typebox';
import { section } from '../setting/section.ts';

/** What a retailer sets of connections. */
export const ConnectionSettings = section(
  { en: 'Connections', fr: 'Connexions' },
  {
    keepDone: Type.Integer({
      minimum: 1,
      maximum: 3_650,
      default: 30,
      'x-title': {
        en: 'Days that processed deliveries are kept',
        fr: 'Jours de conservation des réceptions traitées',
      },
      'x-description': {
        en: 'As they came, to look up what was sent and to process it again. What they brought stays.',
        fr: 'Telles que reçues, pour vérifier ce qui a été envoyé et le traiter à nouveau. Ce qu’elles ont apporté reste.',
      },
    }),
    keepQuarantined: Type.Integer({
      minimum: 1,
      maximum: 3_650,
      default: 180,
      'x-title': {
        en: 'Days that deliveries in quarantine are kept',
        fr: 'Jours de conservation des réceptions en quarantaine',
      },
      'x-description': {
        en: 'Until then they can be mended and processed. Then they are discarded.',
        fr: 'Elles peuvent être corrigées et traitées jusque-là. Elles sont ensuite écartées.',
      },
    }),
  },
);
export type ConnectionSettings = Static<typeof ConnectionSettings>;
