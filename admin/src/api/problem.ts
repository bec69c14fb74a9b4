import type { Text } from '../text/language.ts';

/** One fault in what was sent, at a JSON Pointer. */
export interface Fault {
  pointer: string;
  message: string;
}

interface ProblemBody {
  code?: string;
  title?: string;
  detail?: string;
  pointer?: string;
  mend?: string;
  requestId?: string;
  errors?: Fault[];
  says?: Text;
}

/** What the API refused: its problem details (RFC 9457), typed. `message` is the API's own English. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  /** Stable: `CHL_NOT_FOUND`. */
  readonly code: string;
  readonly detail: string | undefined;
  /** What to do, in English. */
  readonly mend: string | undefined;
  /** What is wrong, where the API says it in both languages: what a connector found. */
  readonly says: Text | undefined;
  readonly faults: readonly Fault[];
  /** What the server's log calls the request. */
  readonly requestId: string | undefined;
  /** Seconds to wait, where the API says so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, body: ProblemBody = {}, retryAfter?: number) {
    super(body.detail ?? body.title ?? `the server answered ${status}`);
    this.status = status;
    this.code = body.code ?? `HTTP_${status}`;
    this.detail = body.detail;
    this.mend = body.mend;
    this.says = body.says;
    this.requestId = body.requestId;
    this.retryAfter = retryAfter;
    this.faults = body.errors?.length
      ? body.errors
      : body.pointer !== undefined
        ? [{ pointer: body.pointer, message: body.detail ?? body.title ?? '' }]
        : [];
  }
}

/** The server could not be reached, or something before it answered in its place. */
export class ServerAway extends Error {
  override readonly name = 'ServerAway';
}

/** Reads an answer that is no success. */
export async function problemOf(response: Response): Promise<ApiProblem | ServerAway> {
  const isProblem = response.headers.get('content-type')?.includes('problem+json');
  // A proxy answers so while the server restarts.
  if (!isProblem && [502, 503, 504].includes(response.status)) return new ServerAway(`${response.status}`);
  const retryAfter = Number(response.headers.get('retry-after')) || undefined;
  const body = isProblem ? ((await response.json().catch(() => ({}))) as ProblemBody) : {};
  return new ApiProblem(response.status, body, retryAfter);
}
