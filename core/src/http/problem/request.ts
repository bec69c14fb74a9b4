import type { ProblemType } from './problem-type.ts';

/** Of requests themselves, whatever they are about. */
export const requestProblems = {
  CHL_REQUEST_MALFORMED: {
    status: 400,
    title: 'This is no HTTP request that can be answered',
    mend: 'Check the address and the Host header.',
  },
  CHL_JSON_MALFORMED: {
    status: 400,
    title: 'The body is not JSON',
    mend: 'Send valid JSON in UTF-8; the position of the fault is in the detail.',
  },
  CHL_ENCODING_INVALID: { status: 400, title: 'The body is not UTF-8', mend: 'Encode the body as UTF-8.' },
  CHL_INPUT_INVALID: {
    status: 422,
    title: 'The input does not fit its schema',
    mend: 'Correct what the pointers name; the schema is in /api/openapi.json.',
  },
  CHL_BODY_TOO_LARGE: {
    status: 413,
    title: 'The body is too large',
    mend: 'Send smaller batches, or NDJSON to POST /api/moments, which has no limit of its own.',
  },
  CHL_MEDIA_TYPE_UNSUPPORTED: {
    status: 415,
    title: 'This media type is not understood here',
    mend: 'Send one of the types that /api/openapi.json lists for this path.',
  },
  CHL_NOT_FOUND: { status: 404, title: 'There is no such thing', mend: 'Check the address and the id.' },
  CHL_METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'This path does not take that method',
    mend: 'Use one of the methods in the Allow header.',
  },
  CHL_CONFLICT: {
    status: 409,
    title: 'This conflicts with what is there',
    mend: 'Read the current state, then try again.',
  },
  CHL_PRECONDITION_FAILED: {
    status: 412,
    title: 'Somebody else changed this meanwhile',
    mend: 'Read it again, then send your change with the new ETag in If-Match.',
  },
  CHL_PRECONDITION_REQUIRED: {
    status: 428,
    title: 'The version that the change was made from is missing',
    mend: 'Read it first, then send its ETag in If-Match; "*" changes whatever version there is.',
  },
  CHL_IDEMPOTENCY_MISMATCH: {
    status: 422,
    title: 'This Idempotency-Key came before with another request',
    mend: 'Use a new key for a new request; the same key only repeats the same one.',
  },
  CHL_IDEMPOTENCY_SECRET: {
    status: 409,
    title: 'This was done before, and its answer is not kept',
    mend: 'The answer held a secret that is shown once. Revoke what was made, and make it anew with another key.',
  },
  CHL_RATE_LIMITED: { status: 429, title: 'Too many requests', mend: 'Wait for the seconds in Retry-After.' },
  CHL_INTERNAL: {
    status: 500,
    title: 'Something failed on our side',
    mend: 'Try again; if it goes on, look for the request id in the logs.',
  },
  CHL_UNAVAILABLE: {
    status: 503,
    title: 'Chaland is not ready',
    mend: 'Wait for the seconds in Retry-After, then send the same request again.',
  },
} satisfies Record<string, ProblemType>;
