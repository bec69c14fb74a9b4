import type { PersonalData } from '../data/migration.ts';
import { quoted } from './quoted.ts';

/** A condition on the rows of customers ($1) or profiles ($2), as a declaration names them. */
export function whoseRows({ customer, profile, by }: PersonalData): string {
  return [
    ...(customer && by !== 'profile' ? [`${quoted(customer)} = any($1::uuid[])`] : []),
    ...(profile && by !== 'customer' ? [`${quoted(profile)} = any($2::uuid[])`] : []),
  ].join(' or ');
}
