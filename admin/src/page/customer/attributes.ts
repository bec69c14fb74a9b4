import type { Customer } from '../../extend/slots.ts';
import { formatDay, named, useText } from '../../kit/index.ts';
import { messages } from './messages.ts';

type Attributes = Customer['attributes'];

/** An attribute as people read it. */
export interface Row {
  id: string;
  label: string;
  /** One line or several. */
  lines: string[];
}

/** Tells what is known of a person, in the panel's language; a retailer's own attributes by their own names. */
export function useAttributeRows() {
  const { t } = useText(messages);
  return ({ address, custom = {}, ...plain }: Attributes): Row[] => {
    const row = (
      id: keyof Attributes &
        ('firstName' | 'lastName' | 'company' | 'gender' | 'birthDate' | 'language' | 'country' | 'address'),
      ...lines: (string | undefined)[]
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
      ...row('birthDate', birthDate && formatDay(birthDate)),
      ...row('language', speaks && named('language', speaks)),
      ...row(
        'address',
        ...(address?.lines ?? []),
        [address?.postalCode, address?.city].filter(Boolean).join(' '),
        address?.region,
        address?.country && named('region', address.country),
      ),
      ...row('country', country && named('region', country)),
      ...Object.entries(custom).map(([name, value]) => ({
        id: `custom.${name}`,
        label: name,
        lines: [typeof value === 'boolean' ? t(value ? 'yes' : 'no') : String(value)],
      })),
    ];
  };
}
