import { language } from '../text/language.ts';
import { noteAway } from './connection.ts';
import { problemOf, ServerAway } from './problem.ts';

/** What to do when the session has ended: asks the person to log in again, and resolves when they have. */
type OnExpired = () => Promise<void>;

let signInAgain: OnExpired | undefined;

/** Names who asks people to log in again. */
export function onExpired(ask: OnExpired): void {
  signInAgain = ask;
}

/** Signing in answers 401 too, and means something else by it. */
const isSession = (url: string) => /\/api\/(session|links)(\/|$|\?)/.test(new URL(url).pathname);

/**
 * All requests of the panel go through here. One whose session has ended waits until the person is logged in
 * again, and is then sent anew: what they were about to save is saved.
 * @throws ApiProblem for every answer that is no success; ServerAway when there is none
 */
export async function transport(request: Request): Promise<Response> {
  request.headers.set('accept-language', language.value);
  const response = await reach(request.clone());
  if (response.ok) return response;
  if (response.status === 401 && signInAgain && !isSession(request.url)) {
    await signInAgain();
    const again = await reach(request);
    if (again.ok) return again;
    throw await problemOf(again);
  }
  const problem = await problemOf(response);
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
