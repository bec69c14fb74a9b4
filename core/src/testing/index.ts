// The test kit, for core and for plugins. Production code never imports it.
export { onBothDatabases, onPostgres } from './on-both-databases.ts';
export { type Span, type TestClock, testClock, testStart } from './test-clock.ts';
export {
  defaultDialect,
  type TestDatabase,
  type TestDatabaseOptions,
  type TestDialect,
  testDatabase,
} from './test-database.ts';
