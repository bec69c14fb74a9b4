import { problem } from '../../http/problem.ts';

/**
 * The request with its body unpacked.
 * @throws CHL_MEDIA_TYPE_UNSUPPORTED for an encoding other than gzip
 */
export function unpacked(request: Request): Request {
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase();
  if (!encoding || encoding === 'identity' || !request.body) return request;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    throw problem('CHL_MEDIA_TYPE_UNSUPPORTED', {
      detail: `the content encoding "${encoding}" is not known`,
      mend: 'Send the body as it is, or with Content-Encoding: gzip.',
    });
  }
  const headers = new Headers(request.headers);
  headers.delete('content-encoding');
  // The length told is that of the archive.
  headers.delete('content-length');
  const gunzip = new DecompressionStream('gzip') as unknown as TransformStream<Uint8Array, Uint8Array>;
  return new Request(request.url, {
    method: request.method,
    headers,
    body: request.body.pipeThrough(gunzip),
    duplex: 'half',
  } as RequestInit);
}
