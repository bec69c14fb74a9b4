import { type components, useText } from '../../kit/index.ts';
import { messages } from './messages.ts';

export type Entry = components['schemas']['AuditEntry'];
type Subject = Entry['subject'];

const { actions, subjects, lists, kinds } = messages.en;

/** What people do with themselves: it needs no object. */
const ofOneself = ['sign-in', 'sign-out', 'sign-in-refused', 'reset-password', 'accept'];

/** What core writes of; plugins have more, by a name of their own. */
export const subjectKinds = Object.keys(subjects) as (keyof typeof subjects)[];

const isNamed = <T extends object>(names: T, key: string): key is keyof T & string =>
  Object.hasOwn(names, key);

/** A line of the trail in words; what only a plugin knows by its own name. */
export function useSaidEntry() {
  const { t } = useText(messages);
  /** A whole list has its part of the API for a kind. */
  const kindOf = (kind: string) => {
    if (isNamed(subjects, kind)) return t(`subjects.${kind}`);
    return isNamed(lists, kind) ? t(`lists.${kind}`) : kind;
  };
  const actionOf = ({ action }: Pick<Entry, 'action'>) =>
    isNamed(actions, action) ? t(`actions.${action}`) : action;
  return {
    who({ principal: { kind, name } }: Entry): string {
      if (kind === 'anonymous') return t('anonymous');
      return kind === 'system' ? t('system') : name;
    },
    whoKind: ({ principal: { kind } }: Entry) => (isNamed(kinds, kind) ? t(`kinds.${kind}`) : kind),
    action: actionOf,
    kindOf,
    what: (entry: Entry) =>
      ofOneself.includes(entry.action) ? actionOf(entry) : `${actionOf(entry)} ${kindOf(entry.subject.kind)}`,
  };
}

/** The page that shows what a line is of. */
export function pageOf({ kind, id }: Subject): { name: string; params?: Record<string, string> } | undefined {
  if (id === null) return undefined;
  switch (kind) {
    case 'customer':
    case 'user':
    case 'privacy-request':
    case 'subscription':
      return { name: kind, params: { id } };
    case 'role':
    case 'store':
      return { name: kind, params: { code: id } };
    case 'settings':
      return { name: kind, params: { plugin: id } };
    case 'retention':
    case 'retention-run':
      return { name: 'retention' };
    case 'key':
      return { name: 'keys' };
    default:
      return undefined;
  }
}
