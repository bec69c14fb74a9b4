import type { ContactPoint } from '../consent/contact-point.ts';
import type { Context } from '../context.ts';
import { defineExtensionPoint } from '../plugin/extension-point.ts';
import type { Text } from '../text.ts';

/** A message that its customer agreed to, about to be claimed. */
export interface SendCandidate {
  messageId: string;
  customerId: string;
  /** `email`, `sms`… */
  channel: string;
  /** Code of the purpose. */
  purpose: string;
  /** Whether the purpose is one that people may object to: advertising, not a receipt. */
  marketing: boolean;
  /** Code of the brand; null is the controller itself. */
  brand: string | null;
  contactPoint: ContactPoint;
  /** When it would leave: now, by the clock. */
  at: Date;
  /** IANA name of the customer's time zone: their country's where it has one only, else the deployment's. */
  timeZone: string;
  /** ISO 3166-1 alpha-2: of the customer's address, else of the customer, else the deployment's. */
  country: string;
  /** Of the customer's address, as it is kept; some holidays and time zones go by it. */
  postalCode: string | null;
}

/**
 * What a rule says. With `until` the message is kept back and asked about again then; without, it is refused for good.
 * `code` is lower-case words with dashes (`contact-hours`), and told to people.
 */
export type Decision = { allow: true } | { allow: false; code: string; until?: Date };

/** Keeps messages back or refuses them, after consent and before the claim. */
export interface SendRule {
  /** `<plugin>.<name>`, e.g. `policy-fr.contact-hours`. */
  id: string;
  title: Text;
  /**
   * Decides on a whole batch, in its order, inside the transaction that claims it, where the customers are locked: it
   * only reads, and quickly. A rule that throws keeps the batch back.
   * @returns as many decisions as there are candidates
   */
  decide(
    candidates: readonly SendCandidate[],
    context: Context,
  ): Promise<readonly Decision[]> | readonly Decision[];
}

export const sendRules = defineExtensionPoint<SendRule>('core.send-rules');

/**
 * Contributes a rule that messages pass before they leave.
 * @example contributes: [sendRule({ id: 'policy-fr.contact-hours', title, decide: (all) => all.map(byTheClock) })]
 */
export const sendRule = (definition: SendRule) => sendRules(definition);
