import { uuidv7 } from '../../data/uuid.ts';
import { localDay } from '../../moment/time.ts';
import type { PublicHolidays } from '../public-holidays.ts';
import { deadline } from './deadline.ts';
import type { PrivacyRequest } from './request.ts';

/** A request that came, with the day it is due. */
export function newRequest(
  {
    kind,
    customer = null,
    requester = null,
    receivedOn,
    identity = { state: 'pending' },
    createdBy,
  }: Pick<PrivacyRequest, 'kind' | 'createdBy'> &
    Partial<Pick<PrivacyRequest, 'customer' | 'requester' | 'receivedOn' | 'identity'>>,
  { now, timeZone, holidays }: { now: Date; timeZone: string; holidays: readonly PublicHolidays[] },
): PrivacyRequest {
  const today = localDay(now, timeZone);
  const received = receivedOn ?? today;
  const dueOn = deadline(received, 1, holidays);
  return {
    id: uuidv7(now.getTime()),
    kind,
    customer,
    requester,
    receivedOn: received,
    dueOn,
    overdue: dueOn < today,
    extendedAt: null,
    extensionReason: null,
    state: 'received',
    refusalReason: null,
    identity,
    notes: [],
    proof: null,
    createdBy,
    createdAt: now,
    endedAt: null,
    version: 1,
  };
}
