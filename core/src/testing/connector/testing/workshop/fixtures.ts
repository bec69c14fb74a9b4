// Made up after the workshop's documentation; its people are simulated.

export const first = {
  id: 9007199254740993n,
  number: 'W-101',
  state: 'collected',
  collected_at: '2026-02-27T17:30:00+01:00',
  currency: 'EUR',
  total: '27.50',
  branch: '12',
  works: [
    { what: 'hem', price: '12.50' },
    { what: 'zip', price: 15 },
  ],
  customer: {
    id: 'c-1',
    name: 'Simulated-Before',
    email: 'before@example.org',
    updated_at: '2026-02-20T10:00:00+01:00',
  },
};

export const second = { ...first, id: 8n, number: 'W-102', branch: 'lyon', customer: null };
export const third = { ...first, id: 9n, number: 'W-103', total: 99.95 };

/** Later than what the repairs say of the same customer. */
export const moved = {
  id: 'c-1',
  name: 'Simulated-After',
  email: 'after@example.org',
  updated_at: '2026-02-28T10:00:00+01:00',
};

/** JSON as the workshop writes it: its ids are longer than a double holds. */
export const written = (value: unknown): string =>
  JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? `#${part}#` : part)).replace(
    /"#(\d+)#"/g,
    '$1',
  );
