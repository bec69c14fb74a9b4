import type { TSchema } from 'typebox';
import type { ContactPoint } from '../consent/contact-point.ts';
import type { Context } from '../context.ts';
import { defineExtensionPoint } from '../plugin/extension-point.ts';
import type { Text } from '../text.ts';

/** A way out of the house: e-mail, SMS, a push to a phone. */
export interface Channel<Content = Record<string, unknown>> {
  /** What consents call it: `email`, `sms`, `push`, `post`. One plugin serves it. */
  id: string;
  title: Text;
  /** JSON Schema of what one message is made of, such as subject and text: it is checked when a message is requested. */
  args: TSchema;
  /** The kind of identifier that it reaches people at. */
  contact: string;
  /** Messages handed over at once by one process; 10 where absent. So many are claimed together, and no more. */
  atOnce?: number;
  /**
   * Hands one message over to the provider, outside of any transaction. Anything thrown but the two below leaves the
   * message `unknown`: somebody may have received it, so it isn't sent again.
   * @param options.signal aborts when the process is told to end, after a few seconds' grace
   * @returns what the provider calls it, where it says
   * @throws PermanentFailure where the provider refused it for good
   * @throws TemporaryFailure where it is known not to have been handed over, and may be tried again
   */
  send(
    message: OutgoingMessage,
    args: Content,
    context: Context,
    options: { signal: AbortSignal },
  ): Promise<{ providerId?: string }>;
}

/** What a channel is told of a claimed message, beside its content. */
export interface OutgoingMessage {
  /** UUID; the same if a hand-over that is known to have failed is tried again. */
  id: string;
  customerId: string;
  /** The profile that the message belongs to, for links to the preference centre. */
  profileId: string;
  contactPoint: ContactPoint;
  channel: string;
  purpose: string;
  /** Whether the purpose is one that people may object to: it needs a way to unsubscribe. */
  marketing: boolean;
  brand: string | null;
  /** BCP 47: of the customer, else of the deployment. */
  language: string;
  /**
   * Where the person sees and changes what they agreed to, and where they end this purpose on this channel (also the
   * address of List-Unsubscribe, RFC 8058). Null where the deployment doesn't know its own address (`http.origin`).
   */
  links: { preferences: string; unsubscribe: string } | null;
}

/** The provider refused the message for good: it was not sent, and won't be. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
}

/** The message is known not to have been handed over: no connection, a refusal for now. It may be tried again. */
export class TemporaryFailure extends Error {
  override readonly name = 'TemporaryFailure';
}

export const channels = defineExtensionPoint<Channel>('core.channels');

/** Contributes a channel. */
export const channel = <Content>(definition: Channel<Content>) => channels(definition as unknown as Channel);
