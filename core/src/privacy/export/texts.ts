import type { Text } from '../../text.ts';

/** The words of the readable page. */
export const texts = {
  title: { en: 'What we hold on you', fr: 'Les données que nous détenons sur vous' },
  intro: {
    en: 'A copy of your personal data, under articles 15 and 20 of the General Data Protection Regulation. The files beside this page hold the same, for other software to read.',
    fr: 'Une copie de vos données personnelles, au titre des articles 15 et 20 du Règlement général sur la protection des données. Les fichiers joints contiennent la même chose, sous une forme lisible par un logiciel.',
  },
  made: { en: 'Made on', fr: 'Établie le' },
  you: { en: 'Who you are to us', fr: 'Qui vous êtes pour nous' },
  reach: { en: 'How you are recognised and reached', fr: 'Comment vous êtes reconnu et joint' },
  history: { en: 'What happened', fr: 'Ce qui s’est passé' },
  else: { en: 'Everything else', fr: 'Tout le reste' },
  why: { en: 'Why, and who receives it', fr: 'Pourquoi, et qui les reçoit' },
  kind: { en: 'Kind', fr: 'Type' },
  value: { en: 'Value', fr: 'Valeur' },
  source: { en: 'Source', fr: 'Source' },
  since: { en: 'Since', fr: 'Depuis' },
  time: { en: 'Time', fr: 'Date' },
  what: { en: 'What', fr: 'Quoi' },
  purpose: { en: 'Purpose', fr: 'Finalité' },
  basis: { en: 'Lawful basis', fr: 'Base légale' },
  recipients: { en: 'Recipients', fr: 'Destinataires' },
  kept: { en: 'Kept', fr: 'Conservation' },
  nobody: { en: 'Nobody outside', fr: 'Personne à l’extérieur' },
  nothing: { en: 'Nothing', fr: 'Rien' },
  more: {
    en: 'More than are shown here: all of them are in',
    fr: 'Il y en a plus que ce qui est montré ici : tout est dans',
  },
  rights: {
    en: 'You may have wrong data corrected, have your data erased, object to its use, or have its use restricted. You may complain to the data protection authority of your country.',
    fr: 'Vous pouvez faire rectifier des données inexactes, les faire effacer, vous opposer à leur utilisation ou la faire limiter. Vous pouvez saisir l’autorité de protection des données de votre pays, en France la CNIL.',
  },
} satisfies Record<string, Text>;

export const basisTexts: Readonly<Record<string, Text>> = {
  consent: { en: 'Consent', fr: 'Consentement' },
  contract: { en: 'Contract', fr: 'Contrat' },
  'legal-obligation': { en: 'Legal obligation', fr: 'Obligation légale' },
  'vital-interest': { en: 'Vital interest', fr: 'Intérêts vitaux' },
  'public-task': { en: 'Public task', fr: 'Mission d’intérêt public' },
  'legitimate-interest': { en: 'Legitimate interest', fr: 'Intérêt légitime' },
};
