import { Type } from 'typebox';
import { job } from '../../job/job.ts';
import { sourceBeginning } from '../../privacy/erase/erase-source.ts';
import { connectionRow, type Ending } from '../store/row.ts';

export const removeJob = 'core.remove-connection';

/** Deliveries deleted in one transaction. */
const atOnce = 500;

/**
 * Removes a connection that is ending: what it delivered, what its source told where that is to go, then itself. How
 * far it is stands with the connection: cut short anywhere, it goes on there.
 */
export const removeConnection = job<{ connection: string }>({
  id: removeJob,
  title: { en: 'Remove a connection', fr: 'Supprimer une connexion' },
  args: Type.Object({ connection: Type.String({ format: 'uuid' }) }),
  attempts: 10,
  async handle({ connection: id }, { db, connections, privacy }, { signal, save }) {
    const [there] = await db.query('select 1 from chaland.connection where id = $1', [id]);
    if (!there) return;
    const { state, source, ending } = await connectionRow(db, id);
    if (state !== 'ending' || !ending) return;

    const forgetDeliveries = async () => {
      for (;;) {
        signal.throwIfAborted();
        if ((await connections.forgetDeliveries(id, atOnce)) < atOnce) return;
      }
    };
    await forgetDeliveries();
    if (ending.data === 'erase') {
      let { place = sourceBeginning, done } = ending;
      for (;;) {
        signal.throwIfAborted();
        const batch = await privacy.eraseSource(source, place, ending.by);
        done += batch.done;
        if (!batch.next) break;
        place = batch.next;
        const far: Ending = { ...ending, place, done };
        await db.query('update chaland.connection set ending = $2::jsonb where id = $1', [
          id,
          JSON.stringify(far),
        ]);
        await save({ done });
      }
    }
    // What another process had let in before it knew.
    await forgetDeliveries();
    await db.query(`delete from chaland.connection where id = $1 and state = 'ending'`, [id]);
  },
});
