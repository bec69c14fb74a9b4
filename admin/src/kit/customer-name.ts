interface Named {
  displayName: string | null;
  identifiers?: readonly { kind: string; value: string }[];
}

/** Which identifier stands for somebody without a name, most telling first. */
const telling = ['email', 'phone', 'loyalty_card', 'web_account'];

/** What to call a customer: their name, else what they are known by; undefined for nothing at all. */
export function customerName({ displayName, identifiers = [] }: Named): string | undefined {
  if (displayName) return displayName;
  const known = telling.map((kind) => identifiers.find((one) => one.kind === kind)).find(Boolean);
  return (known ?? identifiers[0])?.value;
}
