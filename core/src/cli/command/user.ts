import { Command } from 'commander';
import { systemPrincipal } from '../../access/principal.ts';
import { linkTo, type MadeLink } from '../../access/sign-in/links.ts';
import type { User } from '../../access/user/user.ts';
import type { Chaland } from '../../boot.ts';
import { problem } from '../../http/problem.ts';
import { action, type Call } from '../action.ts';
import { withChaland } from '../deployment.ts';
import { table } from '../table.ts';
import { styled } from '../terminal.ts';

export const userCommand = () =>
  new Command('user')
    .summary('invite, list, reset and disable the people who sign in')
    .addCommand(inviteCommand())
    .addCommand(listCommand())
    .addCommand(resetCommand())
    .addCommand(switchCommand('disable', true, 'end their sessions, and let them sign in no more'))
    .addCommand(switchCommand('enable', false, 'let a disabled user sign in again'));

interface InviteOptions {
  email: string;
  name: string;
  role: string;
  store?: string;
  brand?: string;
}

const inviteCommand = () =>
  new Command('invite')
    .summary('let a person in: makes a link to hand to them')
    .description(
      'Makes a user, and a link by which they set their password. It is good once, for seven days, and is\n' +
        'shown this once. No mail is sent: hand it over yourself.',
    )
    .requiredOption('--email <address>', 'what they sign in with')
    .requiredOption('--name <name>', 'what they are called')
    .requiredOption('--role <code>', 'code of their role, e.g. administrator')
    .option('--store <code>', 'the role holds in this store only')
    .option('--brand <code>', "the role holds in this brand's stores only")
    .addHelpText(
      'after',
      '\nExample:\n  $ chaland user invite --email sam@example.com --name "Sam Martin" --role seller --store paris-1',
    )
    .action(
      action<InviteOptions>((call) =>
        withChaland(call, async (chaland) => {
          const { email, name, role, store = null, brand = null } = call.options;
          const { access, db } = chaland;
          if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
            throw problem('CHL_INPUT_INVALID', { detail: `"${email}" is no e-mail address` });
          }
          const made = await db.transaction(async () => {
            const user = await access.users.create({ email, name, grants: [{ role, store, brand }] });
            await note(chaland, user, 'invite', { grants: user.grants });
            return { user, link: await access.links.make('invitation', user.id) };
          });
          tellLink(chaland, call, made.user, made.link);
        }),
      ),
    );

const listCommand = () =>
  new Command('list').summary('every user, with what they may and when they last signed in').action(
    action((call) =>
      withChaland(call, async ({ access }) => {
        const users = await allUsers(access.users.list);
        call.terminal.result(users, () =>
          users.length === 0
            ? 'There are no users. Invite one: chaland user invite --email … --name … --role administrator'
            : table(
                ['email', 'name', 'may', 'state', 'second factor', 'last signed in', 'id'],
                users.map(rowOf),
              ),
        );
      }),
    ),
  );

const resetCommand = () =>
  new Command('reset')
    .summary('make a link by which a user sets a new password')
    .description(
      'The link is good once, for a day, and is shown this once. Who has not come yet gets a new invitation.\n' +
        'Using it ends their sessions. A second factor stays; --second-factor takes it away, for who has lost it.',
    )
    .argument('<user>', 'e-mail address or id')
    .option('--second-factor', 'take the second factor away too')
    .action(
      action<{ secondFactor?: boolean }>((call, who) =>
        withChaland(call, async (chaland) => {
          const { access, db } = chaland;
          const user = await userOf(chaland, who);
          const link = await db.transaction(async () => {
            if (call.options.secondFactor) await access.changeUser(user.id, user.version, { totp: false });
            const made = await access.linkFor(user.id);
            await note(chaland, user, 'link', {
              kind: made.kind,
              ...(call.options.secondFactor ? { totp: false } : {}),
            });
            return made;
          });
          tellLink(chaland, call, user, link);
        }),
      ),
    );

const switchCommand = (name: string, disabled: boolean, summary: string) =>
  new Command(name)
    .summary(summary)
    .argument('<user>', 'e-mail address or id')
    .action(
      action((call, who) =>
        withChaland(call, async (chaland) => {
          const before = await userOf(chaland, who);
          const { id, email } = before;
          await chaland.db.transaction(async () => {
            const user = await chaland.access.changeUser(id, before.version, { disabled });
            if (!user) throw problem('CHL_PRECONDITION_FAILED');
            await note(chaland, user, 'update', { fields: ['disabled'], disabled });
          });
          call.terminal.result({ id, email, disabled }, () =>
            disabled
              ? `${email} is disabled. Running servers notice within five seconds.`
              : `${email} may sign in again.`,
          );
        }),
      ),
    );

/** In the audit trail, as what the deployment itself did. */
const note = (
  { access }: Chaland,
  { id }: User,
  action: string,
  changes: Record<string, unknown>,
): Promise<void> =>
  access.audit.write([{ principal: systemPrincipal, action, subject: { kind: 'user', id }, changes }]);

function tellLink({ config }: Chaland, { terminal }: Call, { id, email }: User, made: MadeLink): void {
  const { origin = `http://localhost:${config.http.port || 4400}` } = config.http;
  const link = linkTo(origin, made.token);
  terminal.result({ id, email, kind: made.kind, link, expiresAt: made.expiresAt }, () => link);
  terminal.remark(
    `Hand it to ${email}: it is good once, until ${timeOf(made.expiresAt)}, and is not shown again.` +
      (config.http.origin
        ? ''
        : '\nIts address is a guess: http.origin in the configuration tells the right one.'),
  );
}

/** @throws CHL_NOT_FOUND */
async function userOf({ access }: Chaland, who: string): Promise<User> {
  const isId = /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i.test(who);
  const user = isId ? await access.users.find(who) : await access.users.byEmail(who);
  if (!user) {
    throw problem('CHL_NOT_FOUND', {
      detail: `no user is "${who}"`,
      mend: 'chaland user list shows all of them.',
    });
  }
  return user;
}

async function allUsers(list: Chaland['access']['users']['list']): Promise<User[]> {
  const limit = 500;
  const users: User[] = [];
  for (;;) {
    const page = await list({ limit, after: users.at(-1)?.id });
    users.push(...page);
    if (page.length < limit) return users;
  }
}

const rowOf = ({ id, email, name, grants, state, totp, signedInAt }: User): string[] => [
  email,
  name,
  grants.map(({ role, brand, store }) => `${role} (${store ?? brand ?? 'everywhere'})`).join(', '),
  state === 'active' ? state : styled('dim', state),
  totp ? 'on' : 'off',
  signedInAt ? timeOf(signedInAt) : 'never',
  id,
];

const timeOf = (time: Date): string => time.toISOString().slice(0, 16).replace('T', ' ');
