import { reactive } from 'vue';
import type { FieldProps } from '../form/field-props.ts';
import type { Text } from '../text/language.ts';
import { language } from '../text/language.ts';
import { sayByName } from '../text/messages.ts';
import type {
  AdminExtension,
  AdminPage,
  Command,
  CustomerColumn,
  CustomerFilter,
  Loader,
  MenuEntry,
  MomentRenderer,
  SettingsPanel,
  Widget,
} from './extension.ts';
import type { WidgetSlot } from './slots.ts';

/** Something of an extension, beside whose it is. */
export type Owned<T> = T & { extension: string };

const all = {
  extensions: new Map<string, AdminExtension>(),
  pages: new Map<string, Owned<AdminPage>>(),
  menu: [] as Owned<MenuEntry>[],
  widgets: [] as Owned<Widget>[],
  moments: new Map<string, Owned<MomentRenderer>>(),
  settingsPanels: [] as Owned<SettingsPanel>[],
  fields: new Map<string, Owned<{ component: Loader<FieldProps> }>>(),
  columns: [] as Owned<CustomerColumn>[],
  filters: [] as Owned<CustomerFilter>[],
  commands: [] as Owned<Command>[],
};

/** What is wrong with extensions, for the shell to tell: their ids. */
export const brokenExtensions = reactive(new Set<string>());

/** An extension that failed is named and left out; the rest goes on. */
export function noteBroken(id: string, error: unknown): void {
  console.error(`The panel part of "${id}" failed.`, error);
  brokenExtensions.add(id);
}

/**
 * Takes in what an extension declares. What is taken already (a page's name, a type of moments) stays with whoever
 * had it, and the newcomer is reported.
 */
export function register(extension: AdminExtension): void {
  const { id } = extension;
  const owned = <T extends object>(list: readonly T[] | undefined): Owned<T>[] =>
    (list ?? []).map((one) => ({ ...one, extension: id }));
  const once = <T>(map: Map<string, T>, key: string, value: T, what: string) => {
    if (map.has(key)) noteBroken(id, new Error(`${what} "${key}" is taken already`));
    else map.set(key, value);
  };
  once(all.extensions, id, extension, 'the extension');
  for (const page of owned(extension.pages)) once(all.pages, page.name, page, 'the page');
  for (const [type, renderer] of Object.entries(extension.moments ?? {})) {
    once(all.moments, type, { ...renderer, extension: id }, 'the renderer of');
  }
  for (const [name, component] of Object.entries(extension.fields ?? {})) {
    once(all.fields, name, { component, extension: id }, 'the field');
  }
  all.menu.push(...owned(extension.menu));
  all.widgets.push(...owned(extension.widgets));
  all.settingsPanels.push(...owned(extension.settingsPanels));
  all.columns.push(...owned(extension.customers?.columns));
  all.filters.push(...owned(extension.customers?.filters));
  all.commands.push(...owned(extension.commands));
}

const byOrder = <T extends { order?: number }>(list: T[]): T[] =>
  list.toSorted((a, b) => (a.order ?? 100) - (b.order ?? 100));

/** What the extensions added, in order. */
export const extensions = {
  all: () => [...all.extensions.values()],
  pages: () => [...all.pages.values()],
  page: (name: string) => all.pages.get(name),
  menu: () => byOrder(all.menu),
  widgets: (slot: WidgetSlot) => byOrder(all.widgets.filter((widget) => widget.slot === slot)),
  moment: (type: string) => all.moments.get(type),
  settingsPanels: (plugin: string) =>
    byOrder(all.settingsPanels.filter((panel) => (panel.plugin ?? panel.extension) === plugin)),
  field: (name: string) => all.fields.get(name),
  columns: () => byOrder(all.columns),
  filters: () => byOrder(all.filters),
  commands: () => all.commands,
};

/** A title as people read it: a text in both languages, or one of the extension's messages. */
export function titleOf(extension: string, title: string | Text | undefined): string {
  if (title === undefined) return '';
  return typeof title === 'string' ? sayByName(extension, title) : title[language.value];
}

/** What people call an extension. */
export const extensionTitle = (id: string): string => titleOf(id, all.extensions.get(id)?.title) || id;
