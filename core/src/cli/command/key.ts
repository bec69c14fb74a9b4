import { Command, InvalidArgumentError } from 'commander';
import type { ApiKey } from '../../access/api-keys.ts';
import { action, type Call } from '../action.ts';
import { withChaland } from '../deployment.ts';
import { exitCode } from '../failure.ts';
import { table } from '../table.ts';
import { styled } from '../terminal.ts';

export const keyCommand = () =>
  new Command('key')
    .summary('make, list and revoke API keys')
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand());

interface NewKeyOptions {
  name: string;
  role: string;
  store?: string;
  brand?: string;
  expires?: Date;
}

const createCommand = () =>
  new Command('create')
    .summary('make a key, shown once')
    .description('Makes an API key and prints it. It is kept nowhere: what is lost is made anew.')
    .requiredOption('--name <name>', 'who or what uses it, e.g. "Paris till"')
    .requiredOption('--role <code>', 'code of its role, e.g. administrator')
    .option('--store <code>', 'the role holds in this store only')
    .option('--brand <code>', "the role holds in this brand's stores only")
    .option('--expires <date>', 'last moment it works: 2027-01-31, or with a time and offset', dateOf)
    .addHelpText(
      'after',
      '\nExample:\n  $ chaland key create --name "Paris till" --role till --store paris-1',
    )
    .action(action<NewKeyOptions>((call) => withChaland(call, (chaland) => create(chaland, call))));

async function create(
  { access }: Parameters<Parameters<typeof withChaland>[1]>[0],
  { options, terminal }: Call<NewKeyOptions>,
): Promise<void> {
  const { name, role, store = null, brand = null, expires = null } = options;
  const made = await access.createKey({ name, grants: [{ role, store, brand }], expiresAt: expires });
  terminal.result({ ...made, name, role, store, brand, expiresAt: expires }, () => made.key);
  terminal.remark(
    `Keep it now: it is not shown again. It is sent as "Authorization: Bearer ${made.key.slice(0, 8)}…".`,
  );
}

const listCommand = () =>
  new Command('list')
    .summary('every key, with what it may and when it was last used')
    .option('--all', 'revoked and expired ones too')
    .action(
      action<{ all?: boolean }>((call) =>
        withChaland(call, async ({ access, clock }) => {
          const now = clock.now();
          const keys = (await allKeys(access.keys.list)).filter(
            (key) => call.options.all || stateOf(key, now) === 'valid',
          );
          call.terminal.result(keys, () =>
            keys.length === 0
              ? 'There are no keys. Make one: chaland key create --name … --role administrator'
              : table(
                  ['id', 'name', 'begins', 'may', 'state', 'last used'],
                  keys.map((key) => rowOf(key, now)),
                ),
          );
        }),
      ),
    );

const revokeCommand = () =>
  new Command('revoke')
    .summary('end a key, now and for good')
    .argument('<id>', 'of the key, from `chaland key list`')
    .action(
      action((call, id) =>
        withChaland(call, async ({ access }) => {
          const key = await access.keys.get(id);
          const revoked = await access.revokeKey(key.id);
          call.terminal.result({ id: key.id, revoked }, () =>
            revoked
              ? `"${key.name}" is revoked. Running servers notice within five seconds.`
              : `"${key.name}" was revoked before.`,
          );
          return exitCode.ok;
        }),
      ),
    );

async function allKeys(
  list: (page: { after?: string; limit: number }) => Promise<ApiKey[]>,
): Promise<ApiKey[]> {
  const limit = 500;
  const keys: ApiKey[] = [];
  for (;;) {
    const after = keys.at(-1)?.id;
    const page = await list({ limit, ...(after ? { after } : {}) });
    keys.push(...page);
    if (page.length < limit) return keys;
  }
}

function stateOf({ revokedAt, expiresAt }: ApiKey, now: Date): 'valid' | 'revoked' | 'expired' {
  if (revokedAt) return 'revoked';
  return expiresAt && expiresAt <= now ? 'expired' : 'valid';
}

function rowOf(key: ApiKey, now: Date): string[] {
  const state = stateOf(key, now);
  return [
    key.id,
    key.name,
    key.hint,
    key.grants.map(({ role, brand, store }) => `${role} (${store ?? brand ?? 'everywhere'})`).join(', '),
    state === 'valid' ? (key.expiresAt ? `until ${dayOf(key.expiresAt)}` : 'valid') : styled('dim', state),
    key.lastUsedAt ? dayOf(key.lastUsedAt) : 'never',
  ];
}

const dayOf = (time: Date): string => time.toISOString().slice(0, 16).replace('T', ' ');

/** A date alone means the whole of that day. */
function dateOf(text: string): Date {
  const date = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59.999Z` : text);
  if (Number.isNaN(date.getTime())) throw new InvalidArgumentError('Write it as 2027-01-31.');
  return date;
}
