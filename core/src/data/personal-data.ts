import type { PersonalData } from './migration.ts';

/** Core's own tables that tell of a person. */
export const corePersonalData: readonly PersonalData[] = [
  {
    table: 'chaland.customer',
    customer: 'id',
    personal: ['display_name', 'search_name', 'attributes'],
    export: 'rows',
    erase: 'delete',
    merge: 'own',
  },
  {
    table: 'chaland.customer_profile',
    customer: 'customer_id',
    profile: 'profile_id',
    export: 'none',
    erase: 'delete',
    merge: 'own',
  },
  {
    table: 'chaland.profile',
    customer: 'customer_id',
    profile: 'id',
    personal: ['key', 'attributes'],
    export: 'rows',
    erase: 'delete',
    merge: 'own',
  },
  {
    table: 'chaland.profile_identifier',
    profile: 'profile_id',
    personal: ['value', 'raw'],
    export: 'rows',
    erase: 'delete',
    merge: 'own',
  },
  {
    table: 'chaland.identifier',
    profile: 'profile_id',
    personal: ['value'],
    export: 'none',
    erase: 'delete',
    merge: 'own',
  },
  {
    table: 'chaland.possible_duplicate',
    customer: 'customer_id',
    personal: ['value'],
    export: 'none',
    erase: 'delete',
    merge: 'own',
  },
  {
    table: 'chaland.moment',
    profile: 'profile_id',
    personal: ['data'],
    export: 'rows',
    erase: 'anonymise',
    merge: 'byProfile',
  },
  {
    table: 'chaland.parked_moment',
    profile: 'profile_id',
    export: 'none',
    erase: 'delete',
    merge: 'byProfile',
  },
];
