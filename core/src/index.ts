// What plugins and deployments import. Everything else is internal.
export { type RawBuilder, sql } from 'kysely';
export { type Static, type TObject, type TSchema, Type } from 'typebox';
export { limitTries, type Tried } from './access/limit-tries.ts';
export { type Permission, permissions } from './access/permission.ts';
export type { Place, Principal } from './access/principal.ts';
export { type Chaland, createChaland } from './boot.ts';
export type { Clock } from './clock.ts';
export {
  type AccessConfig,
  type Config,
  defineConfig,
  type HttpConfig,
  type IdentityConfig,
  type OidcProvider,
  type PanelConfig,
} from './config.ts';
export {
  type CheckResult,
  type ConnectionIdentity,
  type ConnectionTools,
  type Connector,
  connector,
  type InboundRequest,
  type MapContext,
  type PulledBatch,
  type PulledDelivery,
  type PullRun,
} from './connection/connector.ts';
export type { Delivery, HookAnswer, Received, ReceivedDelivery } from './connection/delivery.ts';
export { checkDrop } from './connection/drop/check-drop.ts';
export { type DropArgs, dropArgs, dropIdentity } from './connection/drop/drop-args.ts';
export {
  type DropReading,
  type FilePart,
  pullDrop,
  type ReadableFile,
} from './connection/drop/pull-drop.ts';
export {
  type ImportContent,
  type Importer,
  type ImportOptions,
  type ImportProgress,
  type ImportReport,
  importer,
  type RecordCounts,
} from './connection/importer.ts';
export { parsePayload } from './connection/payload/parse-payload.ts';
export { type Payload, payload } from './connection/payload/payload.ts';
export type { ProfileInput } from './connection/record/profile-input.ts';
export type { ProfileFate, Profiles, SourcedProfile } from './connection/record/profiles.ts';
export {
  type Brought,
  type BroughtRecords,
  type RecordFate,
  type RecordKind,
  recordKind,
  recordKinds,
  type WriteOptions,
} from './connection/record/record-kind.ts';
export type { RequestInput } from './connection/record/request-input.ts';
export type { StaffInput } from './connection/record/staff-input.ts';
export {
  type Fates,
  type WriteRecordsOptions,
  writeBatch,
  writeRecords,
} from './connection/record/write-records.ts';
export { type HmacSignature, hmacMatches } from './connection/signature/hmac.ts';
export { refusalOf, type SenderSecrets } from './connection/signature/refusal.ts';
export { type StandardWebhook, standardWebhookMatches } from './connection/signature/standard-webhook.ts';
export type { VendorAnswer, VendorClient, VendorRequest } from './connection/vendor/vendor-client.ts';
export { good, VendorFault } from './connection/vendor/vendor-fault.ts';
export type {
  ConsentAnswer,
  ConsentFate,
  ConsentInput,
  ConsentQuestion,
  ConsentReason,
  ConsentRecord,
  ConsentState,
  Consents,
} from './consent/consents.ts';
export type { ContactPoint } from './consent/contact-point.ts';
export type { Notice, NoticeText } from './consent/notices.ts';
export { formTypes, readForm } from './consent/preference/form.ts';
export { type Html, html } from './consent/preference/page/html.ts';
export { type HostedPage, hostedPage } from './consent/preference/page/layout.ts';
export type { Purpose } from './consent/purposes.ts';
export type { Context, DeploymentLocale, RequestContext } from './context.ts';
export type { Customer, Customers, IdentifierKind, JoinPolicy, ProfileLink } from './customer/customers.ts';
export type { LoneMoment } from './customer/found-lone.ts';
export { identifierKind } from './customer/identifier.ts';
export { type Change, type IdentityChange, identityChange } from './customer/merge/identity-change.ts';
export type { DecidedBy, Merge, MergeInput, Merges, UndoInput } from './customer/merge/merge.ts';
export {
  type Place as PlaceToCheck,
  type PlaceCheck,
  type PlaceList,
  placeList,
} from './customer/place-list.ts';
export { usableIdentifiers } from './customer/usable-identifiers.ts';
export type { Connection } from './data/connection.ts';
export type { Database } from './data/database.ts';
export type { Migration, PersonalData } from './data/migration.ts';
export { uuidv7 } from './data/uuid.ts';
export { didYouMean } from './did-you-mean.ts';
export { afterCursor, pageOf, pageQuery, pageSchema } from './http/page.ts';
export { changedMeanwhile, etagOf, expectedVersion } from './http/precondition.ts';
export {
  defineProblems,
  type Fault,
  Problem,
  type ProblemDetails,
  type ProblemType,
  problem,
} from './http/problem.ts';
export { type Reply, type Route, type RouteRequest, reply, route } from './http/route.ts';
export { exactly, type Validate } from './http/validate.ts';
export { type Job, type JobProgress, type JobRun, type Jobs, job } from './job/job.ts';
export type { PluginLinks, SignedToken } from './link/plugin-links.ts';
export type { Log } from './log.ts';
export {
  type Channel,
  channel,
  type OutgoingMessage,
  PermanentFailure,
  TemporaryFailure,
} from './message/channel.ts';
export type {
  MessageRequest,
  MessageState,
  Messages,
  RequestFate,
  RequestRefusal,
} from './message/message.ts';
export { type Decision, type SendCandidate, type SendRule, sendRule } from './message/send-rule.ts';
export type { CustomerInput, Fate, IdentifierInput, Ingest, Moment, MomentInput } from './moment/moment.ts';
export {
  type Stream,
  type Subscriber,
  type SubscriptionStatus,
  subscriber,
} from './moment/stream/subscriber.ts';
export { localDay, parseTime } from './moment/time.ts';
export { type MomentType, type MomentTypes, momentType, type Stage } from './moment/type.ts';
export {
  activeCurrencies,
  addDecimals,
  compareDecimals,
  type Decimal,
  decimal,
  decimalText,
  digitsOf,
  divideDecimals,
  formatMoney,
  isCurrency,
  moneyText,
  multiplyDecimals,
  parseDecimal,
  roundHalfEven,
  toMinorUnits,
} from './money/index.ts';
export { definePlugin, type Plugin } from './plugin/define-plugin.ts';
export {
  type Contribution,
  defineExtensionPoint,
  type ExtensionPoint,
  type Extensions,
} from './plugin/extension-point.ts';
export { defineService, type Service, type ServiceToken, service } from './plugin/service.ts';
export { profilingObjectors } from './privacy/objection.ts';
export {
  type DataSubject,
  type ExportPart,
  type PersonalDataHandler,
  personalDataHandler,
} from './privacy/personal-data-handler.ts';
export type { LawfulBasis, Processing } from './privacy/processing.ts';
export type { Canary } from './privacy/prove/canary.ts';
export { type PublicHolidays, publicHolidays } from './privacy/public-holidays.ts';
export { type PersonKind, type RetentionPolicy, retentionPolicy } from './privacy/retention/policy.ts';
export type { StaffMember, Store, Stores } from './store/stores.ts';
export { type Language, languages, type Text, TextSchema } from './text.ts';
