import type { Migration } from '../migration.ts';

/** What a person agreed to. Rows of `consent` are only ever added; who runs Chaland under a role of its own may do no more. */
export const consent: Migration = {
  name: '0013-consent',
  up: `
    create table chaland.purpose (
      code text collate "C" primary key,
      title jsonb not null,
      description jsonb not null,
      -- article 6 of the GDPR: with consent nothing goes out unasked; with legitimate interest, until somebody objects
      legal_basis text not null check (legal_basis in ('consent', 'legitimate_interest', 'contract', 'legal_obligation')),
      -- advertising: carries a way out, and ends with an objection
      marketing boolean not null,
      -- a sale may stand for an opt-in, under its conditions
      soft_opt_in boolean not null,
      -- a contact point that was given for it serves nothing else
      isolated boolean not null,
      version int not null default 1
    );
    insert into chaland.purpose (code, title, description, legal_basis, marketing, soft_opt_in, isolated) values
      ('marketing',
       '{"en": "Offers and news", "fr": "Offres et actualités"}',
       '{"en": "Advertising messages, by the channels that were agreed to.", "fr": "Messages publicitaires, par les canaux acceptés."}',
       'consent', true, true, false),
      ('profiling',
       '{"en": "Personalised offers", "fr": "Offres personnalisées"}',
       '{"en": "Choosing offers from purchases and visits.", "fr": "Choix des offres d’après les achats et les visites."}',
       'consent', true, false, false),
      ('open-tracking',
       '{"en": "Measuring who opens a message", "fr": "Mesure individuelle des ouvertures"}',
       '{"en": "Seeing, for each person, whether a message was opened.", "fr": "Savoir, pour chaque personne, si un message a été ouvert."}',
       'consent', false, false, false),
      ('e-receipt',
       '{"en": "Receipts by message", "fr": "Ticket de caisse dématérialisé"}',
       '{"en": "Sending receipts, and nothing else.", "fr": "Envoi des tickets de caisse, et de rien d’autre."}',
       'consent', false, false, true),
      ('survey',
       '{"en": "Satisfaction surveys", "fr": "Enquêtes de satisfaction"}',
       '{"en": "Asking how a purchase or a visit went.", "fr": "Recueil d’avis après un achat ou une visite."}',
       'legitimate_interest', false, false, false),
      ('service',
       '{"en": "Orders and after-sales", "fr": "Commandes et après-vente"}',
       '{"en": "What an order or a repair makes it necessary to say.", "fr": "Ce qu’une commande ou une réparation oblige à dire."}',
       'contract', false, false, false);

    -- what people were told, word for word; another wording is another version
    create table chaland.notice (
      id uuid primary key,
      code text collate "C" not null,
      version int not null,
      brand_id uuid references chaland.brand,
      -- by language: { text, sha256 }
      texts jsonb not null,
      created_at timestamptz not null,
      unique (code, version)
    );

    -- a row to lock: sends and withdrawals for one address meet here
    create table chaland.contact_point (
      kind text collate "C" not null,
      value text collate "C" not null,
      primary key (kind, value)
    );

    -- profile-keyed. The ledger: nothing in it is personal but ids.
    create table chaland.consent (
      profile_id uuid not null,
      -- place in the profile's chain, from 1
      n int not null,
      id uuid not null,
      state text not null check (state in ('granted', 'refused', 'withdrawn', 'expired', 'soft_opt_in', 'erased')),
      -- null only for an erasure
      purpose text collate "C" references chaland.purpose,
      -- null: the controller, with all its brands
      brand_id uuid references chaland.brand,
      -- null: any
      channel text collate "C",
      -- null: any of the channel; which one is personal, and in the detail
      contact_kind text collate "C",
      notice_id uuid references chaland.notice,
      language text,
      -- SHA-256 of the wording in that language
      notice_hash bytea,
      occurred_at timestamptz not null,
      recorded_at timestamptz not null,
      expires_at timestamptz,
      -- HMAC-SHA256 of the detail, by the detail's own salt
      personal bytea not null,
      -- SHA-256 over all of the above and the hash of the row before
      hash bytea not null,
      primary key (profile_id, n)
    );
    create index consent_id on chaland.consent (id);
    create table chaland.consent_detail (
      profile_id uuid not null,
      n int not null,
      salt bytea not null,
      -- JSON, byte for byte what the HMAC is of
      detail text not null,
      primary key (profile_id, n)
    );
    -- the end of each chain, kept apart from it
    create table chaland.consent_head (
      profile_id uuid primary key,
      n int not null,
      hash bytea not null,
      -- the n that the last checkpoint saw
      checkpoint_n int not null default 0
    );
    create index consent_head_moved on chaland.consent_head (profile_id) where n > checkpoint_n;
    create table chaland.consent_checkpoint (
      id uuid primary key,
      n int not null unique,
      made_at timestamptz not null,
      -- heads in it that had moved since the one before
      moved int not null,
      -- SHA-256 over those, in the order of their profiles, and the hash of the checkpoint before
      hash bytea not null
    );
    create table chaland.consent_checkpoint_head (
      profile_id uuid not null,
      checkpoint int not null,
      n int not null,
      hash bytea not null,
      primary key (profile_id, checkpoint)
    );
    create index consent_checkpoint_head_order on chaland.consent_checkpoint_head (checkpoint, profile_id);
    -- the latest record of each profile and scope, to answer from; it can be made anew from ledger and details. What a
    -- sale stands for is kept beside what was said: it must not take the place of a refusal
    create table chaland.consent_state (
      profile_id uuid not null,
      purpose text collate "C" not null references chaland.purpose,
      brand_id uuid references chaland.brand,
      channel text collate "C",
      contact_kind text collate "C",
      contact_value text collate "C",
      state text not null,
      n int not null,
      id uuid not null,
      occurred_at timestamptz not null,
      expires_at timestamptz,
      soft boolean not null generated always as (state = 'soft_opt_in') stored,
      unique nulls not distinct (profile_id, purpose, brand_id, channel, contact_kind, contact_value, soft)
    );
    create index consent_state_contact on chaland.consent_state (contact_kind, contact_value) where contact_value is not null;
    -- global uniqueness: what a source told once is told once
    create table chaland.consent_key (
      -- SHA-256 of source and id, which may themselves be personal
      key bytea primary key,
      profile_id uuid not null,
      consent_id uuid not null,
      -- of the content; null once it is erased
      digest bytea
    );
    create index consent_key_profile on chaland.consent_key (profile_id);
  `,
};
