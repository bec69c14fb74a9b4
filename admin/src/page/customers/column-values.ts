import { useQueries } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { CustomerColumn } from '../../extend/extension.ts';
import type { Owned } from '../../extend/registry.ts';
import type { FoundCustomer } from '../../extend/slots.ts';

/** Customers that a column is asked for at once. */
const together = 100;

/**
 * What the columns of plugins show, asked for a hundred customers at a time and never row by row. A column that
 * fails stays empty.
 * @returns by `<plugin>/<column>`, then by customer
 */
export function useColumnValues(
  columns: readonly Owned<CustomerColumn>[],
  rows: Readonly<Ref<readonly FoundCustomer[]>>,
) {
  const asked = computed(() =>
    columns.flatMap((column) =>
      column.load
        ? Array.from({ length: Math.ceil(rows.value.length / together) }, (_, part) => ({
            name: `${column.extension}/${column.id}`,
            load: column.load!,
            customers: rows.value.slice(part * together, (part + 1) * together),
          }))
        : [],
    ),
  );
  const answers = useQueries({
    queries: computed(() =>
      asked.value.map(({ name, load, customers }) => ({
        queryKey: ['customers.column', name, ...customers.map(({ id }) => id)],
        queryFn: ({ signal }: { signal: AbortSignal }) => load(customers, signal),
      })),
    ),
  });
  return computed(() => {
    const values = new Map<string, Map<string, unknown>>();
    asked.value.forEach(({ name }, index) => {
      const mine = values.get(name) ?? new Map<string, unknown>();
      for (const [id, value] of answers.value[index]?.data ?? []) mine.set(id, value);
      values.set(name, mine);
    });
    return values;
  });
}
