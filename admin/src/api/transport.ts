import { language } from '../text/language.ts';
import { noteAway } from './connection.ts';
import { ApiProblem, problemOf, ServerAway } from './problem.ts';

/** What to do when the session has ended: asks the person to log in again, and resolves when they have. */
type OnExpired = () => Promise<void>;

let signInAgain: OnExpired | undefined;

/** Names who asks people to log in again. */
export function onExpired(ask: OnExpired): void {
  signInAgain = ask;
}

/** Asking who is logged in is no reason to log in, nor is logging out. */
const needsNobody = ({ method, url }: Request) =>
  new URL(url).pathname === '/api/session' && (method === 'GET' || method === 'DELETE');

/** Nobody is logged in any more. A wrong password or code is a 401 too, and another problem. */
const isExpired = (problem: Error) => problem instanceof ApiProblem && problem.code === 'CHL_UNAUTHENTICATED';

/**
 * All requests of the panel go through here. One whose session has ended waits until the person is logged in
 * again, and is then sent anew: what they were about to save is saved.
 * @throws ApiProblem for every answer that is no success; ServerAway when there is none
 */
export async function transport(request: Request): Promise<Response> {
  request.headers.set('accept-language', language.value);
  const response = await reach(request.clone());
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (isExpired(problem) && signInAgain && !needsNobody(request)) {
    await signInAgain();
    const again = await reach(request);
    if (again.ok) return again;
    throw await problemOf(again);
  }
  if (problem instanceof ServerAway) noteAway();
  throw problem;
}

async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    noteAway();
    throw new ServerAway('no answer', { cause });
  }
}
