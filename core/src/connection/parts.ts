import type { Clock } from '../clock.ts';
import type { Database } from '../data/database.ts';
import type { Log } from '../log.ts';
import type { SecretKey } from '../setting/secret-key.ts';
import type { KnownConnectors } from './known-connectors.ts';
import type { ToolMaker } from './tools.ts';

/** What everything that is done with connections is made of. */
export interface ConnectionParts {
  db: Database;
  clock: Clock;
  log: Log;
  key: SecretKey;
  known: KnownConnectors;
  tools: ToolMaker;
  /** Called after each change of what is kept in memory. */
  changed(): void;
}
