import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import { uuidv7 } from '../../data/uuid.ts';
import { problem } from '../../http/problem.ts';
import { createGrantStore, type GivenGrant, grantsToTell } from '../grant-store.ts';
import { keepingAnAdministrator } from './last-administrator.ts';
import { emailOf, type NewUser, type User, type UserChange } from './user.ts';

const providers = 'array(select i.provider from chaland.user_identity i where i.user_id = u.id order by 1)';

const list = `
  select u.id, u.email, u.name, u.language, u.disabled,
    case when u.disabled then 'disabled'
      when u.password is null and not exists (select 1 from chaland.user_identity i where i.user_id = u.id)
        then 'invited'
      else 'active' end as state,
    u.totp is not null as totp, ${providers} as providers,
    u.created_at as "createdAt", u.signed_in_at as "signedInAt", u.version,
    ${grantsToTell} as grants
  from chaland.user u
  left join chaland.user_grant g on g.user_id = u.id
  left join chaland.role r on r.id = g.role_id
  left join chaland.brand b on b.id = g.brand_id
  left join chaland.store s on s.id = g.store_id`;

/** Users in the database. */
export function createUsers({ db, clock }: { db: Database; clock: Clock }) {
  const granted = createGrantStore(db, { table: 'chaland.user_grant', holder: 'user_id' });

  async function find(id: string): Promise<User | undefined> {
    const [user] = await db.query<User>(`${list} where u.id = $1 group by u.id`, [id]);
    return user;
  }

  async function get(id: string): Promise<User> {
    const user = await find(id);
    if (!user) throw problem('CHL_NOT_FOUND', { detail: 'no user has this id' });
    return user;
  }

  async function grant(id: string, grants: readonly GivenGrant[]): Promise<void> {
    if (grants.length === 0) {
      throw problem('CHL_INPUT_INVALID', { detail: 'a user needs at least one grant', pointer: '/grants' });
    }
    await granted.insert(id, grants);
  }

  const taken = () =>
    problem('CHL_CONFLICT', { detail: 'another user has this e-mail address', pointer: '/email' });

  return {
    find,
    get,
    /** Whether they have set a password; else only a provider signs them in. */
    async hasPassword(id: string): Promise<boolean> {
      const found = await db.query('select 1 from chaland.user where id = $1 and password is not null', [id]);
      return found.length > 0;
    },
    /** What a user holds, as it is compared with what another may. */
    handed: granted.handed,

    list({ after, limit }: { after?: string | undefined; limit: number }): Promise<User[]> {
      return db.query<User>(
        `${list} where $1::uuid is null or u.id > $1 group by u.id order by u.id limit $2`,
        [after ?? null, limit],
      );
    },

    async byEmail(email: string): Promise<User | undefined> {
      const [user] = await db.query<User>(`${list} where u.email = $1 group by u.id`, [emailOf(email)]);
      return user;
    },

    /** Makes a user who can not sign in yet. @throws CHL_CONFLICT where the address is taken, CHL_INPUT_INVALID */
    create({ email, name, grants, language = null }: NewUser): Promise<User> {
      return db.transaction(async () => {
        const now = clock.now();
        const id = uuidv7(now.getTime());
        const made = await db.query(
          `insert into chaland.user (id, email, name, language, created_at) values ($1, $2, $3, $4, $5)
           on conflict (email) do nothing returning id`,
          [id, emailOf(email), name.trim(), language, now],
        );
        if (made.length === 0) throw taken();
        await grant(id, grants);
        return get(id);
      });
    },

    /**
     * @param version what the change was made from; another one in the database is not overwritten
     * @returns undefined where it is another one
     * @throws CHL_CONFLICT where the address is taken, or the last administrator would be gone
     */
    change(id: string, version: number, change: UserChange): Promise<User | undefined> {
      const { email, name, language, grants, disabled, totp } = change;
      return keepingAnAdministrator(db, async () => {
        const [row] = await db.query(
          `update chaland.user set email = coalesce($3, email), name = coalesce($4, name),
             language = case when $5 then $6 else language end, disabled = coalesce($7, disabled),
             totp = case when $8 then null else totp end, totp_pending = case when $8 then null else totp_pending end,
             version = version + 1
           where id = $1 and version = $2 returning 1`,
          [
            id,
            version,
            email === undefined ? null : emailOf(email),
            name?.trim() ?? null,
            language !== undefined,
            language ?? null,
            disabled ?? null,
            totp === false,
          ],
        );
        if (!row) return undefined;
        if (totp === false) await db.query('delete from chaland.user_recovery_code where user_id = $1', [id]);
        if (grants) {
          await granted.remove(id);
          await grant(id, grants);
        }
        return get(id);
      }).catch((error) => {
        throw (error as { constraint?: string }).constraint === 'user_email_key' ? taken() : error;
      });
    },

    /** @returns false where the version is another one. @throws CHL_CONFLICT for the last administrator */
    remove: (id: string, version: number): Promise<boolean> =>
      keepingAnAdministrator(db, async () => {
        const gone = await db.query('delete from chaland.user where id = $1 and version = $2 returning 1', [
          id,
          version,
        ]);
        return gone.length > 0;
      }),

    /** What somebody says of themselves. */
    async describe(id: string, { name, language }: Pick<UserChange, 'name' | 'language'>): Promise<void> {
      await db.query(
        `update chaland.user set name = coalesce($2, name),
           language = case when $3 then $4 else language end, version = version + 1
         where id = $1`,
        [id, name?.trim() ?? null, language !== undefined, language ?? null],
      );
    },

    /** Whether there is any user at all. */
    async exist(): Promise<boolean> {
      return (await db.query('select 1 from chaland.user limit 1')).length > 0;
    },
  };
}

export type Users = ReturnType<typeof createUsers>;
