import type { ConsentInput } from '../../consent/consents.ts';
import type { CustomerInput } from '../../moment/moment.ts';
import { visit } from '../../moment/testing/test-ingest.ts';
import { visits } from '../../moment/testing/visits-plugin.ts';
import { startTestChaland, type TestChaland, type TestChalandOptions } from '../../testing/index.ts';
import type { MessageRequest, RequestFate } from '../message.ts';
import type { postOffice } from './post-office.ts';

/** A deployment with a post office. */
export async function startPostOffice(
  office: ReturnType<typeof postOffice>,
  options: TestChalandOptions = {},
): Promise<TestChaland> {
  return startTestChaland({ plugins: [visits, office.plugin], ...options });
}

let told = 0;

/** Somebody comes with an e-mail address, and agrees to what is named. @returns the id of their customer */
export async function customerWith(
  app: Pick<TestChaland, 'moments' | 'consents'>,
  email: string,
  { agreed = ['marketing'], ...customer }: CustomerInput & { agreed?: readonly string[] } = {},
): Promise<string> {
  const fate = await app.moments.recordOne(
    visit({
      id: `came-${++told}`,
      customer: { id: `c-${told}`, identifiers: [{ kind: 'email', value: email }], ...customer },
    }),
  );
  if (!('customer' in fate) || !fate.customer) throw new Error(`nobody came: ${JSON.stringify(fate)}`);
  for (const purpose of agreed) await say(app, fate.customer, email, { purpose });
  return fate.customer;
}

/** A customer grants, or says something else, for an e-mail address. */
export async function say(
  app: Pick<TestChaland, 'consents'>,
  customer: string,
  email: string | null,
  input: Partial<ConsentInput> = {},
): Promise<void> {
  const [fate] = await app.consents.record([
    {
      id: `said-${++told}`,
      source: 'web-shop',
      customerId: customer,
      state: 'granted',
      purpose: 'marketing',
      channel: 'email',
      contactPoint: email === null ? null : { kind: 'email', value: email },
      ...input,
    },
  ]);
  if (fate?.fate !== 'recorded') throw new Error(`not recorded: ${JSON.stringify(fate)}`);
}

/** Requests one message as the post office's own plugin. */
export async function ask(
  app: Pick<TestChaland, 'contextOf'>,
  request: Partial<MessageRequest>,
): Promise<RequestFate> {
  const [fate] = await app.contextOf('post-office').messages.request([
    {
      key: `key-${++told}`,
      channel: 'email',
      purpose: 'marketing',
      content: { text: 'Hello' },
      ...request,
    },
  ]);
  return fate!;
}

/** Requests one message that is kept. @returns its id */
export async function askFor(
  app: Pick<TestChaland, 'contextOf'>,
  request: Partial<MessageRequest>,
): Promise<string> {
  const fate = await ask(app, request);
  if (fate.fate === 'refused') throw new Error(`refused: ${fate.code}`);
  return fate.id;
}

/** What became of a message. */
export async function fateOf(
  { db }: Pick<TestChaland, 'db'>,
  id: string,
): Promise<{ state: string; code: string | null; detail: string | null }> {
  const [row] = await db.query<{ state: string; code: string | null; detail: string | null }>(
    'select state, code, detail from chaland.message where id = $1',
    [id],
  );
  return row!;
}
