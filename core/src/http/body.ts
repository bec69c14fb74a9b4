import { jsonFault } from './json-fault.ts';
import { problem } from './problem.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * A request's body as JSON.
 * @param limit bytes at most: refused by Content-Length before reading, by counting where it is not given
 * @throws CHL_BODY_TOO_LARGE, CHL_ENCODING_INVALID, CHL_JSON_MALFORMED
 */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const text = await readText(request, limit);
  try {
    return JSON.parse(text);
  } catch {
    const { offset, line, column } = jsonFault(text);
    throw problem('CHL_JSON_MALFORMED', {
      detail:
        text.trim() === ''
          ? 'the body is empty'
          : `the JSON breaks off at line ${line}, column ${column} (offset ${offset})`,
    });
  }
}

/** A request's body as text. @throws CHL_BODY_TOO_LARGE, CHL_ENCODING_INVALID */
export async function readText(request: Request, limit: number): Promise<string> {
  const bytes = await readBytes(request, limit);
  try {
    return utf8.decode(bytes);
  } catch {
    throw problem('CHL_ENCODING_INVALID');
  }
}

/** A request's body. @throws CHL_BODY_TOO_LARGE */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const { headers } = request;
  const declared = headers.get('content-length');
  if (declared !== null) {
    if (Number(declared) > limit) throw tooLarge(limit);
    // The parser sees to it that no more comes than was declared.
    if (headers.get('transfer-encoding') === null) return new Uint8Array(await request.arrayBuffer());
  }
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

const tooLarge = (limit: number) => problem('CHL_BODY_TOO_LARGE', { detail: `the limit is ${limit} bytes` });
