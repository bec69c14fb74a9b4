/** Headers that belong to one connection, or that fetch has undone already. */
const ownToConnection = [
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'transfer-encoding',
];

/** Asks the panel's development server, and answers as it does. */
export async function passOn(request: Request, to: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  try {
    const headers = new Headers(request.headers);
    // It answers only to its own name.
    headers.delete('host');
    const answer = await fetch(`${to}${pathname === '/admin' ? '/admin/' : pathname}${search}`, {
      method: request.method,
      headers,
      redirect: 'manual',
    });
    const answered = new Headers(answer.headers);
    for (const name of ownToConnection) answered.delete(name);
    return new Response(answer.body, { status: answer.status, headers: answered });
  } catch {
    return new Response('The development server of the panel is not there. Start `chaland dev` again.\n', {
      status: 502,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
  }
}
