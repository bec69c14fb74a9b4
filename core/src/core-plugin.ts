import { corePermissions } from './access/core-permissions.ts';
import { permissions } from './access/permission.ts';
import { forgetSignIns } from './access/sign-in/forget-sign-ins.ts';
import { discardDeliveries } from './connection/inbox/discard.ts';
import { replayDeliveries } from './connection/inbox/replay.ts';
import { forgetOldDeliveries } from './connection/inbox/retention-job.ts';
import { pullConnection, pullDue } from './connection/pull/jobs.ts';
import { coreRecordKinds } from './connection/record/core-kinds.ts';
import { removeConnection } from './connection/remove/job.ts';
import { forgetRotated } from './connection/store/forget-rotated.ts';
import { forgetConsents } from './consent/forget.ts';
import { checkpointJob } from './consent/ledger/checkpoint-job.ts';
import { coreIdentifierKinds, identifierKind } from './customer/identifier.ts';
import { identify } from './customer/linking/identify.ts';
import { linkJob } from './customer/linking/link-job.ts';
import { mergeMatches } from './customer/linking/match-job.ts';
import { matchChangedProfiles, matchWholeBase } from './customer/match/jobs.ts';
import { matchNewProfiles } from './customer/match/subscriber.ts';
import { recomputeCustomers } from './customer/survivorship/recompute-all.ts';
import { forgetAnswers } from './http/forget-answers.ts';
import type { Contribution } from './plugin/extension-point.ts';
import { sweepErasures } from './privacy/erase/sweep.ts';
import { applyRetention } from './privacy/retention/job.ts';

/** What core itself contributes, by the same extension points as plugins: its permissions, jobs and moment types. */
export const coreContributions: readonly Contribution[] = [
  ...corePermissions.map((permission) => permissions(permission)),
  forgetAnswers,
  forgetSignIns,
  forgetConsents,
  checkpointJob,
  recomputeCustomers,
  matchChangedProfiles,
  matchWholeBase,
  matchNewProfiles,
  identify,
  linkJob,
  mergeMatches,
  sweepErasures,
  applyRetention,
  pullConnection,
  pullDue,
  removeConnection,
  forgetRotated,
  replayDeliveries,
  discardDeliveries,
  forgetOldDeliveries,
  ...coreRecordKinds,
  ...coreIdentifierKinds.map((kind) => identifierKind(kind)),
];
