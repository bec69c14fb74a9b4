import type { Static, TSchema } from 'typebox';
import type { Context, DeploymentLocale } from '../context.ts';
import type { Log } from '../log.ts';
import { defineExtensionPoint } from '../plugin/extension-point.ts';
import type { Text } from '../text.ts';
import type { Delivery, Received } from './delivery.ts';
import type { Brought } from './record/record-kind.ts';
import type { VendorClient } from './vendor/vendor-client.ts';

/**
 * How one kind of till, web shop or counter tells what happens there. A retailer makes **connections** of it: this
 * shop, that till. It maps and checks; keeping, repeating, pausing, retrying and showing is done by core.
 */
export interface Connector<Args = Record<string, unknown>> {
  /** `<plugin>`, or `<plugin>.<name>` where a plugin has several. */
  id: string;
  title: Text;
  description: Text;
  /** JSON Schema of what a connection is configured with. `x-secret` marks what is never shown again. */
  args: TSchema;
  /** What makes it this shop and no other, e.g. its domain: a second connection with the same one is refused. */
  identity(args: Args): string;
  /**
   * Puts in the place of a name what it stands for, such as a mapping that was saved: `check`, `pull` and `map` are
   * given what comes of it. It may change between two deliveries, as args may when somebody edits them.
   * @throws Problem where there is none of that name, with the pointer into the args
   */
  complete?(args: Args, context: Pick<Context, 'db'>): Promise<Args>;
  /** Looks whether it will work, before it is saved and whenever somebody asks. */
  check(args: Args, tools: ConnectionTools): Promise<CheckResult>;
  /**
   * Reads a request to the connection's address: verifies it over its raw bytes, and says which deliveries it holds.
   * Nothing else: they are kept, the sender is answered, and only then they are mapped. While a secret is being
   * rotated it is asked with the new ones first, and then with those of before.
   */
  receive?(request: InboundRequest<Args>): Received | Promise<Received>;
  /**
   * Fetches what the other side has, oldest first. Each batch is written in one transaction with its cursor; after
   * an end of any kind, the next run is given the cursor of the last batch that was. What is pulled twice counts once.
   */
  pull?(run: PullRun<Args>): AsyncIterable<PulledBatch>;
  /** Minutes between pulls, where the connection doesn't say; pulled only on demand where absent. */
  pullEvery?: number;
  /** What the other side bears. Several connections don't share it. */
  rate?: { requests: number /** Seconds. */; per: number };
  /**
   * What a delivery says, in Chaland's words. Pure: the same delivery under the same args gives the same, whatever came
   * before it, so that order and repetition don't matter. A fact that may change later belongs into a profile (the
   * latest wins), or into a moment of its own, never into one that was brought before with other content.
   * @throws Problem for what can't be read, with the pointer of the field: it is quarantined, and can be replayed
   */
  map(delivery: Delivery, context: MapContext<Args>): Brought | Promise<Brought>;
}

export interface ConnectionTools {
  http: VendorClient;
  log: Log;
  signal: AbortSignal;
  now: Date;
  /** The public address that its deliveries are sent to; null where the deployment doesn't know its own origin. */
  hookUrl: string | null;
}

/** Clear words for whoever fills in the form. */
export type CheckResult =
  | { ok: true; says?: Text }
  /** `pointer` is into the args: the field to look at. */
  | { ok: false; says: Text; pointer?: string };

/** A request to `/hooks/{connection}`, before anything of it is believed. */
export interface InboundRequest<Args = Record<string, unknown>> {
  args: Args;
  method: string;
  /** What follows the connection's address, `''` or `/capture`. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** As it came. */
  body: Buffer;
  /** The public address it was sent to; some vendors sign it. */
  url: string;
  now: Date;
}

/** The connection that a delivery belongs to. */
export interface ConnectionIdentity {
  id: string;
  name: string;
  /** Of its moments, profiles and consents. */
  source: string;
}

export interface MapContext<Args = Record<string, unknown>> {
  args: Args;
  connection: ConnectionIdentity;
  locale: DeploymentLocale;
}

export interface PullRun<Args = Record<string, unknown>> extends ConnectionTools {
  args: Args;
  connection: ConnectionIdentity;
  locale: DeploymentLocale;
  /** Of the last batch that was written; undefined at the very first. */
  cursor: unknown;
}

export interface PulledBatch {
  /** At most 1,000. What can't be mapped is quarantined with its raw bytes; of the others none are kept. */
  deliveries: readonly PulledDelivery[];
  /** JSON, with no secrets in it: what the next batch begins after. */
  cursor: unknown;
  /** How far a sync is, where it can be told. */
  progress?: { done: number; total?: number };
  /** False for history: nobody is thanked today for last year's receipt. True where absent. */
  live?: boolean;
}

export interface PulledDelivery {
  /** The other side's id of it, with its version where it has one. */
  key: string;
  topic: string;
  /** JSON is serialised where it isn't bytes already. */
  body: Buffer | string | object;
}

export const connectors = defineExtensionPoint<Connector>('core.connectors');

/** Contributes a connector; its functions are typed by the schema of its args. */
export const connector = <S extends TSchema>(definition: Connector<Static<S>> & { args: S }) =>
  connectors(definition as unknown as Connector);
