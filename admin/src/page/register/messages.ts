import { defineMessages } from '../../text/messages.ts';

// A no-break space goes before : ; ? ! and inside guillemets in French.
export const messages = defineMessages('core-register', {
  en: {
    title: 'Processing register',
    lead: 'Article 30 GDPR, as far as this software knows: made from what Chaland and its plugins declare, {time}.',
    print: 'Print',
    download: 'Download as CSV',
    unaccounted:
      '{count} table with personal data belongs to no activity | {count} tables with personal data belong to no activity',
    removed: '{plugin}, which was removed',
    persons: 'Persons',
    categories: 'Data',
    recipients: 'Recipients',
    nobody: 'Nobody outside of Chaland',
    transfers: 'Transfers outside the EEA',
    kept: 'Kept',
    tables: '{count} table | {count} tables',
    tablesOf: '{count} table of “{title}” | {count} tables of “{title}”',
    bases: {
      consent: 'Consent',
      contract: 'Contract',
      'legal-obligation': 'Legal obligation',
      'vital-interest': 'Vital interest',
      'public-task': 'Public task',
      'legitimate-interest': 'Legitimate interest',
    },
  },
  fr: {
    title: 'Registre des traitements',
    lead: 'Article 30 du RGPD, pour ce que ce logiciel en sait : établi d’après ce que déclarent Chaland et ses extensions, {time}.',
    print: 'Imprimer',
    download: 'Télécharger en CSV',
    unaccounted:
      '{count} table de données personnelles n’appartient à aucune activité | {count} tables de données personnelles n’appartiennent à aucune activité',
    removed: '{plugin}, extension retirée',
    persons: 'Personnes',
    categories: 'Données',
    recipients: 'Destinataires',
    nobody: 'Personne en dehors de Chaland',
    transfers: 'Transferts hors EEE',
    kept: 'Conservation',
    tables: '{count} table | {count} tables',
    tablesOf: '{count} table de « {title} » | {count} tables de « {title} »',
    bases: {
      consent: 'Consentement',
      contract: 'Contrat',
      'legal-obligation': 'Obligation légale',
      'vital-interest': 'Intérêts vitaux',
      'public-task': 'Mission d’intérêt public',
      'legitimate-interest': 'Intérêt légitime',
    },
  },
});
