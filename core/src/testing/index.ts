// The test kit, for core and for plugins. Production code never imports it.
export type { Answer, ApiClient } from './api-client.ts';
export { aCustomer, aMoment, aReceipt, type ReceiptLine, type ReceiptOverrides } from './builder.ts';
export { type ConnectorRule, describeConnector, rulesOf } from './connector/describe-connector.ts';
export type {
  DeliveryExpectation,
  DescribedConnector,
  DescribedDelivery,
} from './connector/described.ts';
export {
  type FakeVendor,
  type FakeVendorOptions,
  startFakeVendor,
  type VendorTrouble,
} from './connector/vendor/fake-vendor.ts';
export type { OtherSide } from './connector/vendor/other-side.ts';
export { cursorPages, linkPages, numberedPages, type Paged } from './connector/vendor/pages.ts';
export type { VendorCall, VendorHandler, VendorReply, VendorRoutes } from './connector/vendor/routes.ts';
export { type DroppedFiles, droppedFiles } from './drop/dropped-files.ts';
export { startFakeDrop } from './drop/fake-drop.ts';
export { type SftpServer, startSftpServer } from './drop/sftp-server.ts';
export { onBothDatabases, onPostgres } from './on-both-databases.ts';
export {
  type SignedIn,
  type SignInOptions,
  startTestChaland,
  type TestChaland,
  type TestChalandOptions,
} from './start-test-chaland.ts';
export { type TestAddress, testAddress } from './test-address.ts';
export { type Span, type TestClock, testClock, testStart } from './test-clock.ts';
export type {
  ConnectOptions,
  TestConnection,
  TestConnections,
  TestDelivery,
} from './test-connections.ts';
export {
  defaultDialect,
  type TestDatabase,
  type TestDatabaseOptions,
  type TestDialect,
  testDatabase,
} from './test-database.ts';
