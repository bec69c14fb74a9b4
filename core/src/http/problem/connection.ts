import type { ProblemType } from './problem-type.ts';

/** Of connections and what they deliver. */
export const connectionProblems = {
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
  CHL_CONNECTION_SECRETS: {
    status: 422,
    title: 'Secrets are not sent elsewhere than they were entered for',
    mend: 'Enter the secrets that the pointers name again, or leave the addresses as they were.',
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
} satisfies Record<string, ProblemType>;
