import type { ConsentRecord } from './consents.ts';
import type { ControllerSettings } from './controller-settings.ts';
import type { Notice } from './notices.ts';
import type { LegalBasis, Purpose } from './purposes.ts';

export interface ReceiptParts {
  record: ConsentRecord;
  /** Undefined for an erasure. */
  purpose: Purpose | undefined;
  notice: Notice | undefined;
  controller: ControllerSettings;
  /** ISO 3166-1 alpha-2: where the data is, and whose law applies. */
  country: string;
  language: 'fr' | 'en';
  now: Date;
}

const prefixes = {
  dpv: 'https://w3id.org/dpv#',
  'dpv-27560': 'https://w3id.org/dpv/schema/dpv-27560#',
  'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
  pd: 'https://w3id.org/dpv/pd#',
  loc: 'https://w3id.org/dpv/loc#',
  dct: 'http://purl.org/dc/terms/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

/**
 * A consent receipt: the fields of ISO/IEC TS 27560:2023 by the names that W3C's Data Privacy Vocabulary gives them, as
 * its guide "Consent Records and Receipts as per ISO/IEC TS 27560:2023" has them (https://w3id.org/dpv/guides/consent-27560).
 * JSON-LD, whole in itself: nothing is looked up to read it.
 */
export function consentReceipt(parts: ReceiptParts) {
  const { record, now } = parts;
  return {
    '@context': prefixes,
    '@id': `urn:uuid:${record.id}#receipt`,
    '@type': 'dpv:ConsentReceipt',
    'dct:conformsTo': { '@id': 'dpv-27560:receipt-record' },
    'dpv:hasIdentifier': `${record.id}#receipt`,
    'dct:created': instant(now),
    'dpv:hasRecordOfActivity': [recordOf(parts)],
  };
}

const instant = (at: Date) => ({ '@type': 'xsd:dateTime', '@value': at.toISOString() });

function recordOf({ record, purpose, notice, controller, country, language }: ReceiptParts) {
  const place = { '@id': `loc:${country}` };
  const company = 'urn:chaland:controller';
  return {
    '@id': `urn:uuid:${record.id}`,
    '@type': 'dpv:ConsentRecord',
    'dct:conformsTo': { '@id': 'dpv-27560:record' },
    'dct:identifier': record.id,
    'dct:created': instant(record.recordedAt),
    'dct:language': record.notice?.language ?? language,
    'dpv:hasDataSubject': {
      '@type': 'dpv:DataSubject',
      '@id': `urn:uuid:${record.profileId}`,
      'dct:identifier': record.profileId,
    },
    'dpv:hasDataController': { '@id': company },
    'dpv:hasEntity': [
      {
        '@id': company,
        '@type': ['dpv:Organisation', 'dpv:DataController'],
        'dpv:hasName': controller.name ?? null,
        'dpv:hasAddress': controller.address ?? null,
        'dpv:hasContact': controller.contact ?? null,
        ...(record.brand ? { 'dct:alternative': record.brand } : {}),
      },
    ],
    'dpv:hasJurisdiction': place,
    'dpv:hasApplicableLaw': { '@id': 'eu-gdpr:GDPR' },
    'dpv:hasNotice': [
      ...(record.notice ? [consentNotice(record.notice, notice)] : []),
      ...(controller.privacyNotice
        ? [{ '@type': 'dpv:PrivacyNotice', '@id': controller.privacyNotice }]
        : []),
    ],
    ...(purpose
      ? {
          'dpv:hasProcess': [
            {
              '@type': 'dpv:Process',
              'dpv:hasPurpose': [
                {
                  '@type': 'dpv:Purpose',
                  'dct:identifier': purpose.code,
                  'skos:broader': { '@id': purpose.marketing ? 'dpv:Marketing' : 'dpv:ServiceProvision' },
                  'skos:prefLabel': purpose.title[language],
                  'skos:definition': purpose.description[language],
                },
              ],
              'dpv:hasLegalBasis': [{ '@id': bases[purpose.legalBasis] }],
              'dpv:hasPersonalData': personalData(record),
              'dpv:hasProcessing': [{ '@id': 'dpv:Collect' }, { '@id': 'dpv:Store' }, { '@id': 'dpv:Use' }],
              'dpv:hasDataSource': [{ '@id': 'dpv:DataSubjectDataSource' }],
              'dpv:hasRecipient': [{ '@id': company }],
              ...(record.channel ? { 'dpv:hasContext': record.channel } : {}),
              'dpv:hasStorageCondition': [
                { '@type': 'dpv:StorageLocation', 'dpv:hasLocation': place },
                {
                  '@type': 'dpv:StorageDuration',
                  'dpv:hasDuration': {
                    '@type': 'dpv:UntilEventDuration',
                    'rdf:value': 'erasure of the data subject',
                  },
                },
              ],
            },
          ],
        }
      : {}),
    'dpv:hasConsentControl': [
      {
        '@type': ['dpv:ProvideConsent', 'dpv:WithdrawConsent'],
        'dpv:isExercisedAt': controller.contact ?? controller.privacyNotice ?? null,
      },
    ],
    'dpv:hasRight': [
      {
        '@type': ['dpv:DataSubjectRight', 'eu-gdpr:A7-3'],
        'dct:title': language === 'fr' ? 'Droit de retirer le consentement' : 'Right to withdraw consent',
        'dpv:isExercisedAt': controller.contact ?? null,
      },
    ],
    'dpv:hasConsentStatus': [statusOf(record)],
  };
}

const consentNotice = (told: NonNullable<ConsentRecord['notice']>, notice: Notice | undefined) => ({
  '@type': 'dpv:ConsentNotice',
  'dct:identifier': `${told.code}, version ${told.version}`,
  'dct:language': told.language,
  ...(notice ? { 'dct:date': instant(notice.createdAt) } : {}),
  ...(notice && told.language && notice.texts[told.language]
    ? { 'dct:description': notice.texts[told.language]!.text }
    : {}),
  // Which wording it was, exactly.
  'dct:provenance': `sha256:${told.sha256}`,
});

/** The contact point where the record names one, else what kind of data it is about. */
function personalData({ contactPoint }: ConsentRecord) {
  if (!contactPoint) return [{ '@type': 'dpv:PersonalData', 'skos:broader': { '@id': 'pd:Contact' } }];
  const kind = kinds[contactPoint.kind] ?? 'pd:Contact';
  return [{ '@type': 'dpv:PersonalData', 'skos:broader': { '@id': kind }, 'rdf:value': contactPoint.value }];
}

const kinds: Record<string, string> = {
  email: 'pd:EmailAddress',
  phone: 'pd:TelephoneNumber',
  device: 'pd:DeviceBased',
};

const bases: Record<LegalBasis, string> = {
  consent: 'eu-gdpr:A6-1-a',
  contract: 'eu-gdpr:A6-1-b',
  legal_obligation: 'eu-gdpr:A6-1-c',
  legitimate_interest: 'eu-gdpr:A6-1-f',
};

const statuses: Record<ConsentRecord['state'], string | string[]> = {
  granted: ['dpv:ConsentGiven', 'dpv:ExpressedConsent'],
  // Nothing was said: what the law lets a sale stand for.
  soft_opt_in: ['dpv:ConsentGiven', 'dpv:ImpliedConsent'],
  refused: 'dpv:ConsentRefused',
  withdrawn: 'dpv:ConsentWithdrawn',
  expired: 'dpv:ConsentExpired',
  erased: 'dpv:ConsentTerminated',
};

const statusOf = ({ state, time, expiresAt, detail }: ConsentRecord) => ({
  '@type': statuses[state],
  'dpv:isIndicatedAtTime': instant(time),
  'dpv:isIndicatedBy': { '@id': 'dpv:DataSubject' },
  ...(detail?.method ? { 'dpv:hasIndicationMethod': detail.method } : {}),
  'dpv:hasDuration': expiresAt
    ? { '@type': 'dpv:UntilTimeDuration', 'rdf:value': expiresAt.toISOString() }
    : { '@type': 'dpv:UntilEventDuration', 'rdf:value': 'withdrawal of consent' },
});
