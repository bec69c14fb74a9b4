import type { Component } from 'vue';
import type { FieldProps } from '../form/field-props.ts';
import type { Text } from '../text/language.ts';
import type { MessageKey, MessageSet, Messages } from '../text/messages.ts';
import type {
  CustomerCellProps,
  CustomerFilterProps,
  FoundCustomer,
  MomentProps,
  SettingsPanelProps,
  SlotProps,
  WidgetSlot,
} from './slots.ts';

/**
 * A component of its own file, loaded when it is first drawn: `() => import('./Points.vue')`. It may take fewer props
 * than it is given.
 */
export type Loader<Props = object> = () => Promise<{ default: Component<Partial<Props>> }>;

/** One of the extension's own messages by its name, or a text in both languages. */
export type Title<M> = MessageKey<M> | Text;

export interface Guarded {
  /** Hidden from whoever holds this permission nowhere: `sales.read`. The API refuses by itself. */
  permission?: string;
  /**
   * 'everywhere': hidden also from whoever holds it in some stores only, as the API's routes without
   * `permissionScope: 'somewhere'` refuse them. 'somewhere' where absent.
   */
  where?: 'somewhere' | 'everywhere';
}

export interface AdminPage<M = Messages> extends Guarded {
  /**
   * The route's name, for links: `{ name: 'loyalty.rules' }`. A plugin's begins with its id.
   */
  name: string;
  /** Below `/admin/x/<plugin>/`: `''`, `rules`, `rules/:id`. Core's pages are below `/admin/`. */
  path: string;
  title: Title<M>;
  component: Loader;
  /** Found in the palette; true where absent, for pages without parameters. */
  inPalette?: boolean;
}

export interface MenuEntry<M = Messages> extends Guarded {
  /** The name of the page that it opens. */
  page: string;
  /** The page's where absent. */
  title?: Title<M>;
  /** `i-lucide-gift` */
  icon: string;
  /** `main`, where absent, or `settings`, at the bottom. */
  section?: 'main' | 'settings';
  /** Smaller is higher: core's are 10, 20, 30…; 100 where absent. */
  order?: number;
}

export interface Widget<M = Messages, S extends WidgetSlot = WidgetSlot> extends Guarded {
  slot: S;
  /** Its name among the extension's widgets. */
  id: string;
  component: Loader<SlotProps<S>>;
  /** Smaller comes first; 100 where absent. */
  order?: number;
  /** Of a tab, and of the error that is shown in its place. */
  title?: Title<M>;
  icon?: string;
}

export interface MomentRenderer {
  /** In place of the summary that the API gives. */
  component: Loader<MomentProps>;
  icon?: string;
}

export interface SettingsPanel {
  /** The plugin on whose settings it is shown; its own where absent. */
  plugin?: string;
  component: Loader<SettingsPanelProps>;
  order?: number;
}

export interface CustomerColumn<M = Messages> extends Guarded {
  id: string;
  title: Title<M>;
  component: Loader<CustomerCellProps>;
  /** Finds what the cells show for a whole page at once, by customer id. */
  load?(customers: readonly FoundCustomer[], signal: AbortSignal): Promise<ReadonlyMap<string, unknown>>;
  align?: 'start' | 'end';
  order?: number;
}

export interface CustomerPage {
  items: FoundCustomer[];
  next: string | null;
}

/** Narrows the customers page to those that the extension finds; one filter is in force at a time. */
export interface CustomerFilter<M = Messages> extends Guarded {
  /** Its name in the address: `?tier=gold`. */
  id: string;
  title: Title<M>;
  component: Loader<CustomerFilterProps>;
  find(
    value: string,
    page: { q?: string; cursor?: string; limit: number; signal: AbortSignal },
  ): Promise<CustomerPage>;
  order?: number;
}

export interface Command<M = Messages> extends Guarded {
  id: string;
  title: Title<M>;
  icon?: string;
  /** What it does; `open` goes to a page by its name. */
  run(panel: { open(page: string, params?: Record<string, string>): void }): void | Promise<void>;
}

/** All that one plugin adds to the panel. */
export interface AdminExtension<M extends Messages = Messages> {
  /** The plugin's id. */
  id: string;
  /** What people call it, where a part of it fails. */
  title?: Title<M>;
  messages?: MessageSet<M>;
  pages?: readonly AdminPage<M>[];
  menu?: readonly MenuEntry<M>[];
  widgets?: readonly Widget<M>[];
  /** By type: `receipt`. */
  moments?: Record<string, MomentRenderer>;
  settingsPanels?: readonly SettingsPanel[];
  /** By the name that a schema gives in `x-ui`: `loyalty.tier`. */
  fields?: Record<string, Loader<FieldProps>>;
  customers?: { columns?: readonly CustomerColumn<M>[]; filters?: readonly CustomerFilter<M>[] };
  commands?: readonly Command<M>[];
}

/**
 * Declares what a plugin adds to the panel: the default export of its `./admin`. It is data; what is drawn is
 * loaded when it is needed.
 * @example
 * export default defineAdminExtension({
 *   id: 'loyalty',
 *   messages,
 *   pages: [{ name: 'loyalty.tiers', path: 'tiers', title: 'tiers.title', component: () => import('./Tiers.vue') }],
 *   menu: [{ page: 'loyalty.tiers', icon: 'i-lucide-gift' }],
 *   widgets: [{ slot: 'customer.side', id: 'points', component: () => import('./Points.vue') }],
 * });
 */
export const defineAdminExtension = <const M extends Messages>(
  extension: AdminExtension<M>,
): AdminExtension => extension as unknown as AdminExtension;
