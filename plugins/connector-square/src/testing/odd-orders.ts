import { eur, item, order, returned, returnOrder } from './seller.ts';

export const allowance = returnOrder({
  id: 'ORDER3',
  returns: [
    returned({
      return_line_items: [
        {
          uid: 'r',
          quantity: '1',
          item_type: 'CUSTOM_AMOUNT',
          base_price_money: eur(1200),
          total_money: eur(1200),
        },
      ],
      return_taxes: [],
      return_amounts: { total_money: eur(1200) },
    }),
  ],
  refunds: [{ id: 'REFUND2', amount_money: eur(1200), status: 'PENDING' }],
});
export const exchange = (paid: Parameters<typeof order>[0]) =>
  order({ id: 'ORDER4', returns: [returned()], return_amounts: { total_money: eur(3000) }, ...paid });
export const beforeTax = item({ total_tax_money: eur(1200), total_money: eur(7200) });
export const charge = {
  uid: 'c',
  name: 'Service',
  applied_money: eur(500),
  total_money: eur(500),
  treatment_type: 'LINE_ITEM_TREATMENT',
};
