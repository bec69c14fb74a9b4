import type { Clock } from '../clock.ts';
import type { OidcProvider } from '../config.ts';
import type { Database } from '../data/database.ts';
import type { Log } from '../log.ts';
import type { Extensions } from '../plugin/extension-point.ts';
import type { SecretKey } from '../setting/secret-key.ts';
import { createApiKeys } from './api-keys.ts';
import { type AuditTrail, createAuditTrail } from './audit-trail.ts';
import { type ClientAddress, clientAddressBehind, trustedProxiesIn } from './client-address.ts';
import { type DeclaredPermission, declaredPermissions } from './declared-permissions.ts';
import { createFirstKey } from './first-key.ts';
import type { GivenGrant } from './grant-store.ts';
import { createKeyCache, type KnownKey } from './key-cache.ts';
import { looksLikeKey } from './key-text.ts';
import { createKeyUse } from './key-use.ts';
import { createPeople } from './people.ts';
import type { Principal } from './principal.ts';
import { createRoles } from './roles.ts';
import { type Came, createOrigin } from './sign-in/origin.ts';
import { sessionTokenIn } from './sign-in/session-cookie.ts';

export interface AccessOptions {
  db: Database;
  clock: Clock;
  log: Log;
  extensions: Extensions;
  trustedProxies: readonly string[];
  /** `http.origin`, where it is configured. */
  origin: string | undefined;
  /** Encrypts the secrets of second factors. */
  key: SecretKey;
  /** Providers of OpenID Connect that users may sign in through. */
  oidc: readonly OidcProvider[];
}

export interface KeyRequest {
  name: string;
  /** Codes of roles, held in `scope`. */
  roles?: readonly string[];
  /** Code of a brand or of a store; everywhere where absent. */
  scope?: { brand?: string; store?: string };
  grants?: readonly GivenGrant[];
  expiresAt?: Date | null;
}

export type Access = Awaited<ReturnType<typeof createAccess>>;

/**
 * Who may do what, and who did.
 * @throws CHL_PLUGIN_INVALID for permissions that clash, CHL_CONFIG_INVALID for a proxy range that is none
 */
export function createAccess({
  db,
  clock,
  log,
  extensions,
  trustedProxies,
  origin: configuredOrigin,
  key,
  oidc,
}: AccessOptions) {
  const known: ReadonlyMap<string, DeclaredPermission> = declaredPermissions(extensions);
  const clientAddress: ClientAddress = clientAddressBehind(trustedProxies);
  const audit: AuditTrail = createAuditTrail({ db, clock, log });
  const keys = createApiKeys({ db, clock });
  const roles = createRoles({ db, known });
  const use = createKeyUse({ clock, log, write: keys.used });
  const cache = createKeyCache(clock, keys.read);
  const people = createPeople({ db, clock, log, key, audit, oidc });
  const origin = createOrigin(configuredOrigin, trustedProxiesIn(trustedProxies));

  const used = (key: KnownKey | undefined): Principal | undefined => {
    if (key) use.note(key.id);
    return key?.principal;
  };
  const forget = () => {
    cache.clear();
    people.forget();
  };
  const changed = () => db.afterCommit(forget);

  function authenticate(
    authorization: string | null | undefined,
  ): Principal | undefined | Promise<Principal | undefined> {
    if (!authorization || !/^bearer /i.test(authorization)) return undefined;
    const text = authorization.slice(7).trim();
    if (!looksLikeKey(text)) return undefined;
    const found = cache.find(text);
    return found instanceof Promise ? found.then(used) : used(found);
  }

  return {
    ...people,
    /** All that core and plugins declare, by id. */
    permissions: known,
    audit,
    clientAddress,
    keys,
    roles,
    origin,

    /**
     * Who sends this Authorization header, at once where the key was read in the last seconds.
     * @returns undefined where it is missing, not ours, unknown, expired or revoked
     */
    authenticate,

    /**
     * Who asks: by the key in the Authorization header, else by the session's cookie.
     * @returns undefined where neither tells
     * @throws CHL_ORIGIN_REFUSED where a cookie comes with what another site made a browser send
     */
    whoAsks(came: Came): Principal | undefined | Promise<Principal | undefined> {
      const { headers } = came.raw;
      const authorization = headers.get('authorization');
      if (authorization !== null) return authenticate(authorization);
      const cookie = headers.get('cookie');
      const token = cookie === null ? undefined : sessionTokenIn(cookie);
      if (token === undefined) return undefined;
      origin.check(came);
      return people.sessionPrincipal(token);
    },

    /**
     * Makes an API key: with roles that hold everywhere or in one scope, or with a grant for each.
     * Its text is in the result and nowhere else.
     * @example await access.createKey({ name: 'Paris till', roles: ['till'], scope: { store: 'PAR1' } });
     * @throws CHL_INPUT_INVALID
     */
    createKey: ({ name, roles = [], scope = {}, grants = [], expiresAt = null }: KeyRequest) =>
      keys.create({ name, grants: [...roles.map((role) => ({ role, ...scope })), ...grants], expiresAt }),

    /** Revokes a key: here at once, in other processes within five seconds. */
    async revokeKey(id: string): Promise<boolean> {
      const revoked = await keys.revoke(id);
      changed();
      return revoked;
    },

    /** A role or a store's brand changed: what keys and users may is read anew. */
    changed,

    /** Makes an administrator's key where there is no key yet, once whatever the number of processes. */
    ensureFirstKey: createFirstKey({ db, keys }),

    /** Names the roles' permissions that nobody declares, in the log; a removed plugin leaves them behind. */
    async checkRoles(): Promise<{ role: string; permission: string }[]> {
      const unknown = await roles.unknownPermissions();
      for (const { role, permission } of unknown) {
        log.warn({ role, permission }, 'the role names a permission that no enabled plugin declares');
      }
      return unknown;
    },

    /** Writes what is noted. */
    async flush(): Promise<void> {
      await use.flush();
      await people.flush();
      await audit.flush();
    },

    async close(): Promise<void> {
      await use.close();
      await people.close();
      await audit.close();
    },
  };
}
