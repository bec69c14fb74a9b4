import type { Text } from '../text.ts';

/** What a code means, wherever it is raised. `mend` says what the reader can do. */
export interface ProblemType {
  status: number;
  title: string;
  mend: string;
}

export interface ProblemDetails {
  /** What exactly is wrong, with the values that show it (never personal data). */
  detail?: string;
  /** JSON Pointer to the fault in the input, e.g. `/517/data/lines/0/quantity`. */
  pointer?: string;
  /** More faults of the same input. */
  errors?: Fault[];
  /** Replaces the table's `mend` where the case allows to say more. */
  mend?: string;
  /** The detail in both languages, where whoever raises it can tell: a person reads it as it is. */
  says?: Text;
  cause?: unknown;
  headers?: Record<string, string>;
}

/** One fault in an input. */
export interface Fault {
  /** JSON Pointer. */
  pointer: string;
  message: string;
}

/** An error for the outside, as RFC 9457 tells it: what, where, and what to do. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: string;
  readonly type: ProblemType;
  readonly details: ProblemDetails;

  constructor(code: string, type: ProblemType, details: ProblemDetails = {}) {
    const what = details.detail ?? type.title;
    const where = details.pointer ? ` (at ${details.pointer})` : '';
    super(`${code}: ${what}${where}. ${details.mend ?? type.mend}`, { cause: details.cause });
    this.code = code;
    this.type = type;
    this.details = details;
  }

  get status(): number {
    return this.type.status;
  }

  /** The body of an `application/problem+json` answer. */
  toJSON() {
    const { detail, pointer, errors, mend, says } = this.details;
    return {
      type: `https://chaland.dev/problems/${this.code}`,
      title: this.type.title,
      status: this.type.status,
      code: this.code,
      ...(detail ? { detail } : {}),
      ...(pointer ? { pointer } : {}),
      ...(errors?.length ? { errors } : {}),
      mend: mend ?? this.type.mend,
      ...(says ? { says } : {}),
    };
  }
}

/**
 * A table of problems, and the way to raise one of them.
 * @example
 * const problem = defineProblems({ LOYALTY_NO_CARD: { status: 404, title: 'No such card', mend: 'Check the number.' } });
 * throw problem('LOYALTY_NO_CARD', { detail: 'card 12 is unknown' });
 */
export function defineProblems<Code extends string>(table: Record<Code, ProblemType>) {
  const raise = (code: Code, details?: ProblemDetails) => new Problem(code, table[code], details);
  return Object.assign(raise, { table });
}

/** Core's own problems. `docs/problems.md` is written from this table. */
export const problem = defineProblems({
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
  CHL_UNAUTHENTICATED: {
    status: 401,
    title: 'Who is asking is not known',
    mend: 'Sign in, or send "Authorization: Bearer chl_…" with a key made by `chaland key create`.',
  },
  CHL_SIGN_IN_FAILED: {
    status: 401,
    title: 'The e-mail address or the password is not right',
    mend: 'Check both; an administrator can hand you a link to set a new password.',
  },
  CHL_SECOND_FACTOR: {
    status: 401,
    title: 'A code of the second factor is needed',
    mend: 'Send the code that your authenticator app shows now, or one of your recovery codes.',
  },
  CHL_PASSWORD_WEAK: {
    status: 422,
    title: 'This is not good enough for a password',
    mend: 'Use 12 characters or more; a sentence of your own is easy to keep in mind.',
  },
  CHL_LINK_INVALID: {
    status: 410,
    title: 'This link was used, has expired, or never was',
    mend: 'Ask an administrator for another one.',
  },
  CHL_IDENTITY_UNLINKED: {
    status: 403,
    title: 'Nobody here is linked to this account at the provider',
    mend: 'Sign in with your password and link the provider to your account, or open your invitation and choose the provider there.',
  },
  CHL_PROVIDER_FAILED: {
    status: 502,
    title: 'Signing in through the provider did not work',
    mend: 'Try again; if it goes on, the log of the server says what the provider answered.',
  },
  CHL_ORIGIN_REFUSED: {
    status: 403,
    title: 'This request comes from another site',
    mend: 'Open the panel at its own address. Behind a proxy, set http.origin to that address, or list the proxy in http.trustedProxies.',
  },
  CHL_FORBIDDEN: {
    status: 403,
    title: 'This is not allowed',
    mend: 'Ask an administrator for the permission that the detail names.',
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

  CHL_MOMENT_TYPE_UNKNOWN: {
    status: 422,
    title: 'No installed plugin knows this moment type',
    mend: 'GET /api/moment-types lists the known ones; enable the plugin that brings it, or correct the type.',
  },
  CHL_MOMENT_VERSION_UNKNOWN: {
    status: 422,
    title: 'This version of the moment type is not known',
    mend: 'Send a version that GET /api/moment-types lists, or leave it out for the newest.',
  },
  CHL_MOMENT_IN_FUTURE: {
    status: 422,
    title: 'The moment lies in the future',
    mend: "Check the sender's clock and time zone; moments.futureTolerance sets how far ahead is accepted.",
  },
  CHL_MOMENT_CONFLICT: {
    status: 409,
    title: 'This source and id were recorded with other content',
    mend: 'Send a correction as a new moment that names what it corrects, or a new id.',
  },
  CHL_STORE_UNKNOWN: {
    status: 422,
    title: 'No store has this code',
    mend: 'Create it with POST /api/stores, or correct the code.',
  },
  CHL_BRAND_UNKNOWN: {
    status: 422,
    title: 'No brand has this code',
    mend: 'Create it with POST /api/brands, or correct the code.',
  },
  CHL_PERMISSION_UNKNOWN: {
    status: 422,
    title: 'There is no such permission',
    mend: 'GET /api/permissions lists those that core and the enabled plugins declare.',
  },
  CHL_STAFF_UNKNOWN: {
    status: 422,
    title: 'Nobody on the staff has this code',
    mend: 'Create them with POST /api/staff, or correct the code.',
  },
  CHL_CURRENCY_UNKNOWN: {
    status: 422,
    title: 'There is no such currency',
    mend: 'Use an ISO 4217 code such as EUR.',
  },
  CHL_IDENTIFIER_KIND_UNKNOWN: {
    status: 422,
    title: 'No such kind of identifier',
    mend: 'Use one of the kinds that the detail lists, or register the kind in a plugin.',
  },
  CHL_IDENTIFIER_INVALID: {
    status: 422,
    title: 'The identifier is not valid for its kind',
    mend: 'Correct the value, or leave the identifier out.',
  },
  CHL_PURPOSE_UNKNOWN: {
    status: 422,
    title: 'There is no such purpose',
    mend: 'GET /api/purposes lists them; POST /api/purposes makes one.',
  },
  CHL_PURPOSE_ASKS_NOBODY: {
    status: 422,
    title: 'Nobody is asked for this purpose',
    mend: 'Record consent for a purpose that rests on consent or on a legitimate interest.',
  },
  CHL_NOTICE_UNKNOWN: {
    status: 422,
    title: 'There is no such notice',
    mend: 'GET /api/notices lists them with their versions and languages; POST /api/notices writes the next version.',
  },
  CHL_SOFT_OPT_IN_UNFOUNDED: {
    status: 422,
    title: 'A condition of the soft opt-in is missing',
    mend: 'Tell every condition that the detail names, where it is true; otherwise ask for consent and record it as granted.',
  },
  CHL_CHECKPOINT_INVALID: {
    status: 422,
    title: 'This is no checkpoint of consents',
    mend: 'Give the file as `chaland consent checkpoint` wrote it, whole and unchanged.',
  },
  CHL_CONSENT_CONFLICT: {
    status: 409,
    title: 'This source and id were recorded with other content',
    mend: 'Records never change: send what was said since as a new one, with an id of its own.',
  },

  CHL_MERGE_SAME: {
    status: 422,
    title: 'A customer can not be merged with themselves',
    mend: 'Name two customers.',
  },
  CHL_MERGE_MERGED: {
    status: 409,
    title: 'This customer was merged into another already',
    mend: 'Name the customer that it was merged into.',
  },
  CHL_MERGE_BLOCKED: {
    status: 409,
    title: 'Something keeps these customers from being merged by themselves',
    mend: 'Compare the two; a person can still merge them with POST /api/merges.',
  },
  CHL_MERGE_UNDONE: {
    status: 409,
    title: 'This merge was undone already',
    mend: 'Nothing is left to do; GET /api/merges/{id} says who undid it.',
  },
  CHL_MERGE_ERASED: {
    status: 410,
    title: 'This merge can not be undone: the person was erased',
    mend: 'Nothing of them is left that could be taken apart.',
  },

  CHL_ROUTES_INVALID: {
    status: 500,
    title: 'The paths of the API do not fit together',
    mend: 'Mend what is listed; nothing was started.',
  },
  CHL_SUBSCRIPTION_NO_RESET: {
    status: 409,
    title: 'This subscription cannot be replayed',
    mend: 'It has no way to forget, so that everything would count twice. Give its subscriber a reset.',
  },
  CHL_STREAM_HELD: {
    status: 503,
    title: 'Moments are committed but cannot be read in order yet',
    mend: 'Let the transaction that the detail names end, or end its session, then try again.',
  },
  CHL_CUSTOMER_ERASED: {
    status: 410,
    title: 'This person was erased',
    mend: 'Nothing is held on them any more; who comes again is somebody new.',
  },
  CHL_JOB_UNKNOWN: {
    status: 404,
    title: 'No enabled plugin has this job',
    mend: 'GET /api/jobs lists the known ones; enable the plugin that brings it, or correct the id.',
  },
  CHL_CHANNEL_UNKNOWN: {
    status: 422,
    title: 'No enabled plugin serves this channel',
    mend: 'Use one of the channels that the detail lists, or enable the plugin that serves it.',
  },
  CHL_MESSAGE_REFUSED: {
    status: 409,
    title: 'This message can not be requested',
    mend: 'The code in the detail says why: there is nobody to write to, nowhere to write, or no time left.',
  },

  CHL_DELIVERY_REFUSED: {
    status: 401,
    title: 'This delivery is not from who it says it is',
    mend: "Compare the connection's secret with the other side's; while it is being rotated both are taken.",
  },
  CHL_DELIVERY_UNREADABLE: {
    status: 500,
    title: 'The connector failed to read this delivery',
    mend: 'Nothing was kept: send it again. If it goes on, mend the connector.',
  },
  CHL_DELIVERY_UNMAPPED: {
    status: 422,
    title: 'The connector failed to map this delivery',
    mend: 'Mend the connector, then replay the delivery.',
  },
  CHL_DELIVERY_KIND_UNKNOWN: {
    status: 422,
    title: 'No enabled plugin takes this kind of record',
    mend: 'Enable the plugin that does, then replay the delivery.',
  },
  CHL_DELIVERY_FAILED: {
    status: 422,
    title: 'What this delivery says could not be written',
    mend: 'Mend what the detail names, then replay the delivery.',
  },
  CHL_DELIVERY_GONE: {
    status: 410,
    title: 'What came with this delivery is no longer kept',
    mend: 'Have the other side send it again with a new id, or pull it.',
  },

  CHL_CONNECTOR_UNKNOWN: {
    status: 422,
    title: 'No enabled plugin brings this connector',
    mend: 'GET /api/connectors lists the known ones; enable the plugin that brings it, or correct the id.',
  },
  CHL_CONNECTION_EXISTS: {
    status: 409,
    title: 'There is a connection to this already',
    mend: 'Change the one that the detail names, or remove it first.',
  },
  CHL_CONNECTION_INVALID: {
    status: 422,
    title: 'The connection is not configured as its connector asks',
    mend: 'Correct what the pointers name.',
  },
  CHL_CONNECTION_CHECK_FAILED: {
    status: 422,
    title: 'The connection would not work',
    mend: 'Correct what the detail says; "unchecked": true saves it all the same.',
  },
  CHL_CONNECTION_ENDING: {
    status: 409,
    title: 'This connection is being removed',
    mend: 'Wait until it is gone, then make it anew if you need it.',
  },

  CHL_CONFIG_INVALID: {
    status: 500,
    title: 'The configuration is not valid',
    mend: 'Correct chaland.config.ts; docs/configuration.md lists every value.',
  },
  CHL_CONFIG_MISSING: {
    status: 500,
    title: 'There is no configuration',
    mend: 'Run this in the folder of the deployment, name the file with --config, or write a chaland.config.ts.',
  },
  CHL_PLUGIN_INVALID: {
    status: 500,
    title: 'The plugins do not fit together',
    mend: 'Mend what is listed; nothing was started.',
  },
  CHL_PLUGIN_SETTINGS_INVALID: {
    status: 422,
    title: "The plugin's settings do not fit its schema",
    mend: 'Correct what the pointers name.',
  },
  CHL_PERSONAL_DATA_UNDECLARED: {
    status: 500,
    title: 'A table tells of persons, and is not declared',
    mend: "Name the table and the column in the plugin's personalData, and say how it is exported and erased.",
  },
  CHL_PLUGIN_FAILED: {
    status: 500,
    title: 'A plugin can not run',
    mend: "Mend the plugin or remove it; onPluginFailure: 'continue' starts the others without it.",
  },
  CHL_SERVICE_FAILED: {
    status: 500,
    title: 'A service could not be made',
    mend: 'The cause names what failed in the plugin.',
  },
  CHL_SERVICE_MISSING: {
    status: 500,
    title: 'Nothing provides this service',
    mend: 'Enable the plugin that provides it, and name it in requires.plugins.',
  },
  CHL_DATABASE_UNREACHABLE: {
    status: 503,
    title: 'The database does not answer',
    mend: 'Check that it runs and that the configured address, user and password are right.',
  },
  CHL_DATABASE_IN_USE: {
    status: 503,
    title: 'The embedded database is open in another process',
    mend: 'Stop that process, ask it over its API, or use PostgreSQL, which takes many processes.',
  },
  CHL_MIGRATION_UNKNOWN: {
    status: 500,
    title: 'The database was migrated by a newer version',
    mend: 'Start the version that made the migration, or a newer one; or restore the backup from before.',
  },
  CHL_SECRET_UNREADABLE: {
    status: 500,
    title: 'A secret can not be decrypted',
    mend: 'Start with the key that it was encrypted with, or set the secret anew in the settings.',
  },
  CHL_MIGRATION_PENDING: {
    status: 500,
    title: 'The database is older than this version',
    mend: 'Run `chaland migrate`, or start the server, which migrates by itself.',
  },
  CHL_ROLE_UNKNOWN: {
    status: 500,
    title: 'The database has no such role',
    mend: "Make it first, as the database's administrator: create role … login password '…';",
  },
  CHL_IMPORTER_UNKNOWN: {
    status: 422,
    title: 'No enabled plugin reads this kind of file',
    mend: 'Enable a plugin that does, such as connector-csv, or give the file the ending that tells its kind.',
  },
  CHL_DELIVERY_BODY: {
    status: 422,
    title: 'The body of the delivery can not be read',
    mend: 'Compare it with what the vendor documents; a newer version of the connector may read it.',
  },
  CHL_DELIVERY_FIELD: {
    status: 422,
    title: 'A field of the delivery is missing, or is not what it should be',
    mend: 'Look at the field that the pointer names. Mend it on the other side, or update the connector, then replay the delivery.',
  },
  CHL_SUBSCRIPTION_UNKNOWN: {
    status: 404,
    title: 'There is no such subscription',
    mend: 'Use one of the names that the detail lists; a subscription of a plugin that is not enabled has none.',
  },
  CHL_PANEL_MISSING: {
    status: 500,
    title: 'The panel is not installed',
    mend: 'Install it beside the configuration: npm install @chaland/admin',
  },
  CHL_PANEL_BUILD_FAILED: {
    status: 500,
    title: 'The panel can not be built',
    mend: 'Mend what the detail names, then build again: chaland build',
  },
  CHL_PORT_TAKEN: {
    status: 500,
    title: 'Chaland cannot listen at this port',
    mend: 'Stop what listens there, or choose another port: PORT=4401 before the command.',
  },
  CHL_SECRET_KEY_MISSING: {
    status: 500,
    title: 'There is no key to encrypt secrets with',
    mend: 'Set CHALAND_SECRET_KEY to 32 random bytes in base64: openssl rand -base64 32',
  },
});
