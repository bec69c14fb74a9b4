/** Lines worth pasting into a shell. They work as they stand. */
export function linesToTry(url: string, key: string): { does: string; line: string }[] {
  const auth = `-H 'Authorization: Bearer ${key}'`;
  return [
    { does: 'Find a customer', line: `curl -s ${auth} '${url}/api/customers?search=martin&limit=3'` },
    {
      does: "See the web shop's latest sale in its customer's timeline",
      line: `curl -s ${auth} '${url}/api/moments?type=receipt&limit=3'`,
    },
    {
      does: 'Record a sale',
      line:
        `curl -s ${auth} -H 'Content-Type: application/json' ${url}/api/moments -d '` +
        JSON.stringify({
          id: 'hello-1',
          source: 'till',
          type: 'receipt',
          time: '2026-01-05T11:00:00',
          store: 'paris-1',
          customer: { identifiers: [{ kind: 'email', value: 'you@example.com', verified: true }] },
          data: {
            number: 'hello-1',
            currency: 'EUR',
            lines: [{ sku: 'A-3004', quantity: 2, unitPrice: '12.00', amount: 2400 }],
          },
        }) +
        `'`,
    },
  ];
}
