import type { Migration } from '../migration.ts';
import { store } from './0001-store.ts';
import { customer } from './0002-customer.ts';
import { moment } from './0003-moment.ts';
import { stream } from './0004-stream.ts';
import { access } from './0005-access.ts';
import { setting } from './0006-setting.ts';
import { job } from './0007-job.ts';
import { signIn } from './0008-sign-in.ts';
import { momentByStore } from './0009-moment-by-store.ts';
import { momentType } from './0010-moment-type.ts';
import { merge } from './0011-merge.ts';
import { match } from './0012-match.ts';
import { consent } from './0013-consent.ts';
import { message } from './0014-message.ts';
import { privacy } from './0015-privacy.ts';
import { golden } from './0016-golden.ts';
import { matchPending } from './0017-match-pending.ts';
import { connection } from './0018-connection.ts';
import { delivery } from './0019-delivery.ts';
import { record } from './0020-record.ts';
import { deliveryReason } from './0021-delivery-reason.ts';

/** Core's own schema, step by step. */
export const coreMigrations: readonly Migration[] = [
  store,
  customer,
  moment,
  stream,
  access,
  setting,
  job,
  signIn,
  momentByStore,
  momentType,
  merge,
  match,
  consent,
  message,
  privacy,
  golden,
  matchPending,
  connection,
  delivery,
  record,
  deliveryReason,
];
