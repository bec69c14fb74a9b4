import type { Database } from '../../data/database.ts';
import type { ConnectionDeliveries } from '../connections.ts';
import { countDeliveries } from './read.ts';
import { removeDeliveries } from './remove.ts';

/** What connections ask of the inbox: how many deliveries are in which state, and to forget those of one that ends. */
export const connectionDeliveries = (db: Database): ConnectionDeliveries => ({
  counts: async (connectionIds) =>
    new Map((await countDeliveries(db, connectionIds)).map((counts) => [counts.connection, counts])),
  forget: (connectionId, limit) => removeDeliveries(db, connectionId, limit),
});
