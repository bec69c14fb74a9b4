import type { Plugin } from '../../plugin/define-plugin.ts';
import type { TestChaland } from '../start-test-chaland.ts';
import type { TestConnection, TestDelivery } from '../test-connections.ts';
import type { OtherSide } from './vendor/other-side.ts';

type Args = Record<string, unknown>;

/** A connector, and what its other side sends and answers. */
export interface DescribedConnector {
  /** The one that brings the connector, and those that it needs. */
  plugins: Plugin | readonly Plugin[];
  /** The connector's id. */
  connector: string;
  /** What a connection is configured with, secrets included; of the vendor where it is one's address. */
  args: Args | ((vendor: OtherSide) => Args);
  /** What its other side sends. Give one for each thing that it may tell, and for what it can't be read from. */
  deliveries?: readonly DescribedDelivery[];
  /**
   * A request that isn't from who it says it is. Where absent: one that is signed with other secrets.
   */
  badSignature?(request: TestDelivery): TestDelivery;
  /** Its other side for pulls, a fake vendor or a fake drop: made anew for each test, always with the same content. */
  vendor?(): Promise<OtherSide>;
  /** What has to be there beforehand: stores, purposes, notices. */
  prepare?(app: TestChaland): Promise<void>;
  /** Words of people in the fixtures, of whom nothing may be left once they are erased; identifiers and names are
   * looked for anyway. */
  personal?: readonly string[];
}

/** One thing that the other side sends. */
export interface DescribedDelivery {
  /** Of the test: "a paid order". */
  name: string;
  /** The request, signed with the secrets of `args`. */
  request(args: Args, connection: TestConnection, now: Date): TestDelivery;
  /** Done where absent. */
  expect?: DeliveryExpectation;
}

export interface DeliveryExpectation {
  /** Of the delivery, or of all deliveries that the request holds; `answered` where it holds none. */
  state?: 'done' | 'ignored' | 'quarantined' | 'answered';
  /** Of the problem why it is quarantined. */
  code?: string;
  /** Ids of the moments that are recorded of it, in any order. */
  moments?: readonly string[];
}
