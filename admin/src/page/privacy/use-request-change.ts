import { type paths, useApi, useMutation, useQueryClient } from '../../kit/index.ts';
import { type PrivacyRequest, requestsKey } from './use-request-text.ts';

type Change = NonNullable<
  paths['/api/privacy/requests/{id}']['patch']['requestBody']
>['content']['application/json'];

/** Changes a request from the version that is shown; afterwards everybody sees it as it is now. */
export function useRequestChange(request: () => PrivacyRequest, { quiet = false } = {}) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) =>
      api.patch('/api/privacy/requests/{id}', {
        params: { path: { id: request().id }, header: { 'If-Match': `"${request().version}"` } },
        body: change,
      }),
    // Also after a refusal: somebody else was faster.
    onSettled: () => queryClient.invalidateQueries({ queryKey: requestsKey }),
    meta: { quiet },
  });
}
