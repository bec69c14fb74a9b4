import { good, type PulledBatch, type PullRun, payload } from '@chaland/core';
import type { WorkshopArgs } from './args.ts';

export async function* pull({ args, cursor, http }: PullRun<WorkshopArgs>): AsyncGenerator<PulledBatch> {
  const { address, token } = args;
  let page = typeof cursor === 'string' ? cursor : '0';
  for (;;) {
    const answer = await http.request(`${address}/repairs?cursor=${page}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const body = payload(good(answer, 'the repairs').json());
    const next = body.maybeText('next');
    yield {
      deliveries: body.list('repairs').map((repair) => ({
        key: `repair/${repair.text('id')}/${repair.text('state')}`,
        topic: 'repair',
        body: { repair: repair.value },
      })),
      cursor: next ?? page,
      live: false,
    };
    if (next === undefined) return;
    page = next;
  }
}
