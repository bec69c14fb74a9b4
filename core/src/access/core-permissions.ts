import type { Permission } from './permission.ts';

const permission = (id: string, en: string, fr: string): Permission => ({ id, title: { en, fr } });

/** What core's own paths ask for. */
export const corePermissions: readonly Permission[] = [
  permission('customers.read', 'See customers and their history', 'Voir les clients et leur historique'),
  permission('customers.write', 'Correct what is known of customers', 'Corriger ce qu’on sait des clients'),
  permission(
    'customers.merge',
    'Merge customers, undo merges, and work on duplicates',
    'Fusionner des clients, annuler des fusions et traiter les doublons',
  ),
  permission('moments.read', 'See moments', 'Voir les moments'),
  permission('moments.write', 'Record moments', 'Enregistrer des moments'),
  permission('consents.read', 'See what people agreed to', 'Voir les consentements'),
  permission('consents.write', 'Record what people agreed to', 'Enregistrer des consentements'),
  permission(
    'purposes.write',
    'Edit purposes, and the notices that people are told',
    'Modifier les finalités et les mentions d’information',
  ),
  permission('messages.read', 'See messages', 'Voir les messages'),
  permission('messages.send', 'Send messages', 'Envoyer des messages'),
  permission('stores.read', 'See brands and stores', 'Voir les enseignes et les magasins'),
  permission('stores.write', 'Edit brands and stores', 'Modifier les enseignes et les magasins'),
  permission('staff.read', 'See the staff', 'Voir le personnel'),
  permission('staff.write', 'Edit the staff', 'Modifier le personnel'),
  permission('plugins.read', 'See the plugins and their health', 'Voir les extensions et leur état'),
  permission('settings.read', 'See settings', 'Voir les réglages'),
  permission('settings.write', 'Change settings', 'Modifier les réglages'),
  permission(
    'subscriptions.read',
    'See subscriptions and parked moments',
    'Voir les abonnements et les moments en attente',
  ),
  permission(
    'subscriptions.write',
    'Pause, resume and replay subscriptions',
    'Suspendre, reprendre et rejouer les abonnements',
  ),
  permission('connections.read', 'See connections and how they are', 'Voir les connexions et leur état'),
  permission(
    'connections.manage',
    'Add, change, pause and remove connections',
    'Ajouter, modifier, suspendre et supprimer des connexions',
  ),
  permission(
    'deliveries.read',
    'See what connections delivered, personal data included',
    'Voir ce que les connexions ont livré, données personnelles comprises',
  ),
  permission('jobs.read', 'See background jobs', 'Voir les tâches de fond'),
  permission('jobs.write', 'Run background jobs', 'Lancer des tâches de fond'),
  permission('keys.read', 'See API keys', 'Voir les clés d’API'),
  permission('keys.write', 'Make and revoke API keys', 'Créer et révoquer des clés d’API'),
  permission('users.read', 'See users', 'Voir les utilisateurs'),
  permission(
    'users.write',
    'Invite, edit and remove users',
    'Inviter, modifier et supprimer des utilisateurs',
  ),
  permission('roles.read', 'See roles and permissions', 'Voir les rôles et les droits'),
  permission('roles.write', 'Edit roles', 'Modifier les rôles'),
  permission('audit.read', 'See who saw and changed what', 'Voir qui a vu et modifié quoi'),
  permission(
    'privacy.read',
    'See privacy requests, export what is held on a person, and read the register',
    'Voir les demandes RGPD, exporter les données d’une personne et lire le registre',
  ),
  permission(
    'privacy.write',
    'Handle privacy requests, erase persons, and record objections',
    'Traiter les demandes RGPD, effacer des personnes et enregistrer des oppositions',
  ),
  permission('metrics.read', "Read the server's figures", 'Lire les mesures du serveur'),
];
