import type { Text } from '../text.ts';
import type { Processing } from './processing.ts';

const customers: Text = { en: 'Customers and prospects', fr: 'Clients et prospects' };
const passersBy: Text = {
  en: 'Visitors known by a device alone',
  fr: 'Visiteurs connus par leur seul appareil',
};
const asPolicies: Text = {
  en: 'As the retention policies say, counted from the last real contact',
  fr: 'Selon les durées de conservation, à compter du dernier contact réel',
};

/** What core itself does with personal data. */
export const coreProcessing: readonly Processing[] = [
  {
    id: 'core.customer-record',
    title: { en: 'The customer record', fr: 'La fiche client' },
    purpose: {
      en: 'Recognising a customer across stores, tills and the web, and knowing what they bought and asked for',
      fr: 'Reconnaître un client en magasin, en caisse et en ligne, et connaître ses achats et ses demandes',
    },
    basis: 'legitimate-interest',
    persons: [customers, passersBy],
    categories: [
      {
        en: 'Name, title, date of birth, address, language',
        fr: 'Nom, civilité, date de naissance, adresse, langue',
      },
      {
        en: 'Contact points and numbers: e-mail, phone, loyalty card, accounts, devices',
        fr: 'Coordonnées et numéros : e-mail, téléphone, carte de fidélité, comptes, appareils',
      },
      {
        en: 'What happened: visits, advice, purchases, returns, messages',
        fr: 'Ce qui s’est passé : visites, conseils, achats, retours, messages',
      },
    ],
    recipients: [],
    retention: asPolicies,
    tables: [
      'chaland.customer',
      'chaland.customer_profile',
      'chaland.profile',
      'chaland.profile_identifier',
      'chaland.identifier',
      'chaland.moment',
      'chaland.parked_moment',
      'chaland.moment_quarantine',
      'chaland.subscription',
    ],
  },
  {
    id: 'core.identity',
    title: { en: 'Finding and joining duplicates', fr: 'Recherche et réunion des doublons' },
    purpose: {
      en: 'Keeping one accurate record of each person (article 5(1)(d) GDPR)',
      fr: 'Tenir une seule fiche exacte par personne (article 5(1)(d) du RGPD)',
    },
    basis: 'legitimate-interest',
    persons: [customers],
    categories: [
      {
        en: 'Names, birth dates, addresses and contact points that are alike',
        fr: 'Noms, dates de naissance, adresses et coordonnées qui se ressemblent',
      },
    ],
    recipients: [],
    retention: {
      en: 'As long as the customer record',
      fr: 'Aussi longtemps que la fiche client',
    },
    tables: [
      'chaland.possible_duplicate',
      'chaland.merge',
      'chaland.not_same',
      'chaland.match_pair',
      'chaland.match_pending',
      'chaland.match_record',
    ],
  },
  {
    id: 'core.consent',
    title: { en: 'Proof of consent and of objections', fr: 'Preuve des consentements et des oppositions' },
    purpose: {
      en: 'Showing what somebody agreed to or refused, and acting on it (article 7(1) GDPR)',
      fr: 'Prouver ce que chacun a accepté ou refusé, et s’y tenir (article 7(1) du RGPD)',
    },
    basis: 'legal-obligation',
    persons: [customers],
    categories: [
      {
        en: 'Purpose, channel, contact point, wording, time and place of a consent',
        fr: 'Finalité, canal, coordonnée, texte, date et lieu d’un consentement',
      },
    ],
    recipients: [],
    retention: {
      en: 'As long as the customer record; then the ledger without its personal part, and keyed fingerprints of contact points that must not be written to',
      fr: 'Aussi longtemps que la fiche client ; ensuite le registre sans sa partie personnelle, et des empreintes à clé des coordonnées à ne pas solliciter',
    },
    tables: [
      'chaland.consent',
      'chaland.consent_detail',
      'chaland.consent_state',
      'chaland.consent_head',
      'chaland.consent_checkpoint_head',
      'chaland.consent_key',
    ],
  },
  {
    id: 'core.messages',
    title: { en: 'Sending messages', fr: 'Envoi des messages' },
    purpose: {
      en: 'Sending what people agreed to receive, or need to know of their orders',
      fr: 'Envoyer ce que les personnes ont accepté de recevoir, ou doivent savoir de leurs commandes',
    },
    basis: 'consent',
    persons: [customers],
    categories: [
      {
        en: 'Contact point, content and outcome of a message',
        fr: 'Coordonnée, contenu et sort d’un message',
      },
    ],
    recipients: [
      {
        en: 'The providers of the channels that are installed',
        fr: 'Les prestataires des canaux installés',
      },
    ],
    retention: asPolicies,
    tables: ['chaland.message', 'chaland.message_key'],
  },
  {
    id: 'core.deliveries',
    title: {
      en: 'Receiving from tills, shops and tools',
      fr: 'Réception depuis les caisses, boutiques et outils',
    },
    purpose: {
      en: 'Keeping what connected systems send until it is processed, so that nothing is lost and faults can be mended',
      fr: 'Garder ce que les systèmes connectés envoient jusqu’à son traitement, pour ne rien perdre et corriger les erreurs',
    },
    basis: 'legitimate-interest',
    persons: [customers, passersBy],
    categories: [
      {
        en: 'Whatever these systems tell of an order, a customer or a visit, as they sent it',
        fr: 'Tout ce que ces systèmes disent d’une commande, d’un client ou d’une visite, tel qu’envoyé',
      },
    ],
    recipients: [],
    retention: {
      en: '30 days once processed and 180 days in quarantine, where the settings say nothing else',
      fr: '30 jours une fois traité et 180 jours en quarantaine, sauf réglage contraire',
    },
    tables: ['chaland.connection', 'chaland.delivery', 'chaland.delivery_profile'],
  },
  {
    id: 'core.privacy-requests',
    title: { en: 'Answering privacy requests', fr: 'Réponse aux demandes d’exercice des droits' },
    purpose: {
      en: 'Handling requests under articles 15 to 22 GDPR, and showing that it was done in time',
      fr: 'Traiter les demandes fondées sur les articles 15 à 22 du RGPD, et prouver qu’elles l’ont été à temps',
    },
    basis: 'legal-obligation',
    persons: [customers],
    categories: [
      {
        en: 'Who asked what, when, and how it was answered',
        fr: 'Qui a demandé quoi, quand, et la réponse donnée',
      },
    ],
    recipients: [],
    retention: {
      en: 'Until the person is erased; then what was done and when, without whom',
      fr: 'Jusqu’à l’effacement de la personne ; ensuite ce qui a été fait et quand, sans l’identité',
    },
    tables: ['chaland.privacy_request', 'chaland.erasure'],
  },
  {
    id: 'core.operation',
    title: { en: 'Operation and security', fr: 'Exploitation et sécurité' },
    purpose: {
      en: 'Repeating what failed, and knowing who saw and changed a record',
      fr: 'Reprendre ce qui a échoué, et savoir qui a consulté ou modifié une fiche',
    },
    basis: 'legitimate-interest',
    persons: [customers, { en: 'The staff who use Chaland', fr: 'Le personnel qui utilise Chaland' }],
    categories: [
      {
        en: 'Who did what and when, addresses of computers',
        fr: 'Qui a fait quoi et quand, adresses des postes',
      },
    ],
    recipients: [],
    retention: {
      en: 'Answers to repeated requests for a day; jobs that failed for 30 days; the audit trail as the retailer decides',
      fr: 'Réponses aux requêtes répétées un jour ; tâches en échec trente jours ; journal d’audit selon le choix de l’enseigne',
    },
    tables: ['chaland.idempotency', 'chaland.job_run', 'chaland.audit'],
  },
];
