/** A money set as webhooks write it. @param charged where the customer paid in another currency */
export const moneySet = (
  amount: string,
  currency = 'EUR',
  charged?: { amount: string; currency: string },
) => ({
  shop_money: { amount, currency_code: currency },
  presentment_money: { amount: charged?.amount ?? amount, currency_code: charged?.currency ?? currency },
});
