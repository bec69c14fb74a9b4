import type { components } from '../api/index.ts';
import type { FieldProps } from '../form/field-props.ts';

/** A customer with their profiles, as `GET /api/customers/{id}` answers. */
export type Customer = components['schemas']['Customer'];
/** A customer of a list, as `GET /api/customers` answers. */
export type FoundCustomer = components['schemas']['FoundCustomer'];
/** A moment of a timeline. */
export type Moment = components['schemas']['Moment'];
export type Store = components['schemas']['Store'];

/** What a widget on the page of one customer is given. */
export interface CustomerProps {
  customer: Customer;
}

/** What the renderer of a type of moments is given. */
export interface MomentProps {
  moment: Moment;
}

export interface StoreProps {
  store: Store;
}

/** What a panel on a plugin's page of settings is given. */
export interface SettingsPanelProps {
  /** The plugin's id. */
  plugin: string;
}

/** What the cells of a column on the customers page are given. */
export interface CustomerCellProps {
  customer: FoundCustomer;
  /** What the column's `load` found for them. */
  value: unknown;
}

/** What a filter on the customers page is given; it emits `update:modelValue`. */
export interface CustomerFilterProps {
  /** As it stands in the address; undefined while the filter is off. */
  modelValue: string | undefined;
}

/** Nothing: it stands by itself. */
export type NoProps = Record<string, never>;

const slot = <Props>(where: string) => ({ where }) as { readonly where: string; readonly props?: Props };

/**
 * Every place where an extension may add something, with what it is given there. Widgets go to those that a
 * `widget` names; the others have a list of their own in `defineAdminExtension`.
 */
export const slots = {
  navigation: slot<NoProps>('widgets: below the menu, small'),
  dashboard: slot<NoProps>('widgets: cards of the home page'),
  'customer.header': slot<CustomerProps>('widgets: beside the name of a customer, such as a badge'),
  'customer.side': slot<CustomerProps>('widgets: cards beside the timeline of a customer'),
  'customer.tabs': slot<CustomerProps>('widgets with a title: tabs of a customer'),
  moment: slot<MomentProps>('moments: what a type of moments looks like on a timeline'),
  'store.page': slot<StoreProps>('widgets: cards of the page of a store'),
  'settings.panel': slot<SettingsPanelProps>("settingsPanels: above the form of a plugin's settings"),
  'form.field': slot<FieldProps>('fields: what a schema names by x-ui'),
  'customers.column': slot<CustomerCellProps>('customers.columns: of the customers page'),
  'customers.filter': slot<CustomerFilterProps>('customers.filters: of the customers page'),
  'palette.commands': slot<NoProps>('commands: of the palette, Ctrl+K'),
} as const;

export type SlotName = keyof typeof slots;

/** What a slot hands to what is in it. */
export type SlotProps<S extends SlotName> = NonNullable<(typeof slots)[S]['props']>;

/** The slots that take widgets. */
export type WidgetSlot =
  | 'navigation'
  | 'dashboard'
  | 'customer.header'
  | 'customer.side'
  | 'customer.tabs'
  | 'store.page';
