import { readBytes } from '../../http/body.ts';
import { problem } from '../../http/problem.ts';

/** A whole page of choices comes to a few kilobytes. */
const longest = 256 * 1024;

/** What browsers send forms as, and mail programs a one-click (RFC 8058 allows both). */
export const formTypes = {
  'application/x-www-form-urlencoded': { description: 'A form.' },
  'multipart/form-data': { description: 'The same, in parts.' },
} as const;

/** The texts of a form, by name. @throws CHL_BODY_TOO_LARGE, CHL_INPUT_INVALID */
export async function readForm(request: Request): Promise<(name: string) => string[]> {
  const bytes = await readBytes(request, longest);
  const type = request.headers.get('content-type') ?? '';
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch((cause) => {
    throw problem('CHL_INPUT_INVALID', { detail: 'the body is no form', cause });
  });
  return (name) => form.getAll(name).filter((value) => typeof value === 'string');
}
