import type { Customer } from '../../extend/slots.ts';
import { formatDay, named, useText } from '../../kit/index.ts';
import { messages } from './messages.ts';

/** A customer's, or what one source says, as it said it; the retailer may say null, that there is none. */
type Attributes = Customer['attributes'] | Customer['profiles'][number]['attributes'];

/** An attribute as people read it. */
export interface Row {
  id: string;
  label: string;
  /** One line or several. */
  lines: string[];
}

/** A source may have written it another way. */
const isDay = /^\d{4}-\d\d-\d\d$/;

/** Tells what is known of a person, in the panel's language; a retailer's own attributes by their own names. */
export function useAttributeRows() {
  const { t } = useText(messages);
  return ({ address, custom = {}, ...plain }: Attributes): Row[] => {
    const row = (
      id: keyof Attributes &
        ('firstName' | 'lastName' | 'company' | 'gender' | 'birthDate' | 'language' | 'country' | 'address'),
      ...lines: (string | null | undefined)[]
    ): Row[] => {
      const known = lines.filter((line): line is string => !!line);
      return known.length > 0 ? [{ id, label: t(`attribute.${id}`), lines: known }] : [];
    };
    const { gender, birthDate, language: speaks, country } = plain;
    return [
      ...row('firstName', plain.firstName),
      ...row('lastName', plain.lastName),
      ...row('company', plain.company),
      ...row('gender', gender && t(`gender.${gender}`)),
      ...row('birthDate', birthDate && (isDay.test(birthDate) ? formatDay(birthDate) : birthDate)),
      ...row('language', speaks && named('language', speaks)),
      ...row(
        'address',
        ...(address?.lines ?? []),
        [address?.postalCode, address?.city].filter(Boolean).join(' '),
        address?.region,
        address?.country && named('region', address.country),
      ),
      ...row('country', country && named('region', country)),
      ...Object.entries(custom).flatMap(([name, value]) =>
        value === null
          ? []
          : {
              id: `custom.${name}`,
              label: name,
              lines: [typeof value === 'boolean' ? t(value ? 'yes' : 'no') : String(value)],
            },
      ),
    ];
  };
}

const labelled = messages.en.attribute;
const isLabelled = (name: string): name is keyof typeof labelled => Object.hasOwn(labelled, name);

/** What people call an attribute: `lastName`, or a retailer's own as `custom.<name>`. */
export function useAttributeLabel() {
  const { t } = useText(messages);
  return (name: string): string =>
    isLabelled(name) ? t(`attribute.${name}`) : name.replace(/^custom\./, '');
}
