import { extensions, titleOf } from '../../extend/registry.ts';
import { type paths, useText } from '../../kit/index.ts';
import { messages } from './messages.ts';

type Answer = paths['/api/plugins']['get']['responses'][200]['content']['application/json'];
export type Plugin = Answer['items'][number];

/** What a plugin adds of one kind. */
export interface Group {
  id: string;
  /** `3 API routes` */
  label: string;
  names: { name: string; dormant: boolean }[];
}

const points = {
  'core.moment-types': 'momentTypes',
  'core.subscribers': 'subscribers',
  'core.jobs': 'jobs',
  'core.importers': 'importers',
  'core.identifier-kinds': 'identifierKinds',
  'core.routes': 'routes',
  'core.permissions': 'permissions',
} as const;
const isKnown = (point: string): point is keyof typeof points => point in points;
const order = Object.keys(points);
const rank = (point: string) => (isKnown(point) ? order.indexOf(point) : order.length);

/** What plugins add, to the server and to the panel, kind by kind. */
export function useContributions() {
  const { t } = useText(messages);

  function ofServer({ contributions, provides }: Plugin): Group[] {
    const groups = [...Map.groupBy(contributions, ({ point }) => point)]
      .toSorted(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
      .map(([point, names]): Group => {
        const count = names.length;
        const label = isKnown(point)
          ? t(`point.${points[point]}`, { count })
          : t('point.other', { count, point });
        return { id: point, label, names };
      });
    if (provides.length === 0) return groups;
    const names = provides.map((name) => ({ name, dormant: false }));
    return [...groups, { id: 'provides', label: t('point.services', { count: names.length }), names }];
  }

  function ofPanel({ id }: Plugin): Group[] {
    const extension = extensions.all().find((one) => one.id === id);
    if (!extension) return [];
    const { pages = [], widgets = [], moments = {}, customers = {} } = extension;
    const titles = (all: readonly { title: Parameters<typeof titleOf>[1] }[]) =>
      all.map(({ title }) => titleOf(id, title));
    const groups = [
      ['pages', titles(pages)],
      ['widgets', widgets.map((widget) => titleOf(id, widget.title) || `${widget.slot} · ${widget.id}`)],
      ['moments', Object.keys(moments)],
      ['columns', titles(customers.columns ?? [])],
      ['filters', titles(customers.filters ?? [])],
    ] as const;
    return groups
      .filter(([, names]) => names.length > 0)
      .map(([kind, names]) => ({
        id: `panel.${kind}`,
        label: t(`point.${kind}`, { count: names.length }),
        names: names.map((name) => ({ name, dormant: false })),
      }));
  }

  return (plugin: Plugin): Group[] => [...ofPanel(plugin), ...ofServer(plugin)];
}
