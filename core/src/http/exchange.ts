import type { Caller, RouteRequest } from './route.ts';

/** What a handler said for the audit trail. */
export type Audited = Parameters<RouteRequest['audit']>[0];

/** One request, as its handler sees it. What few handlers ask for is made when they ask. */
export class Exchange implements RouteRequest {
  params: unknown;
  query: unknown;
  body: unknown;
  audited: Audited[] = [];
  readonly raw: Request;
  readonly remote: string | undefined;
  readonly caller: Caller;

  /** @param remote the connection's own address */
  constructor(raw: Request, remote: string | undefined, caller: Caller) {
    this.raw = raw;
    this.remote = remote;
    this.caller = caller;
  }

  get signal(): AbortSignal {
    return this.raw.signal;
  }

  get ifMatch(): string | undefined {
    const header = this.raw.headers.get('if-match');
    return header === null ? undefined : header.trim().replace(/^(?:W\/)?"(.*)"$/, '$1');
  }

  // A field and not a method, so that handlers may take it out of the request.
  readonly audit = (subject: Audited): void => {
    this.audited.push(subject);
  };
}
