import type { Element } from '../xml/element.ts';
import type { Head } from './head.ts';
import { moneyIn } from './money.ts';

/** Something that the log says was taken off, in minor units; below zero where a price was put up. */
export interface ToldDiscount {
  amount: number;
  code?: string;
  label?: string;
}

const text = (value: string | undefined, most = 200) => value?.slice(0, most);

/**
 * What was taken off a line: each price modifier, or where there are none, the discount as the line sums it up. Empty
 * where the log says neither.
 */
export function toldDiscounts(element: Element, { currency }: Head): ToldDiscount[] {
  const modifiers = element
    .all('RetailPriceModifier')
    .filter((modifier) => !modifier.flag('VoidFlag') && !modifier.flag('CancelFlag'))
    .map((modifier) => modifierOf(modifier, currency))
    .filter((discount) => discount !== undefined && discount.amount !== 0) as ToldDiscount[];
  if (modifiers.length > 0) return modifiers;
  const summed = element.child('ExtendedDiscountAmount') ?? element.child('DiscountAmount');
  const amount = summed?.text ? Math.abs(moneyIn(summed, currency)) : 0;
  return amount === 0 ? [] : [{ amount }];
}

function modifierOf(modifier: Element, currency: string): ToldDiscount | undefined {
  const element = modifier.child('Amount') ?? modifier.child('ExtendedAmount');
  if (!element?.text) return undefined;
  const amount = moneyIn(element, currency);
  const action = element.attribute('Action') ?? modifier.child('Percent')?.attribute('Action') ?? 'Subtract';
  // A replaced price is told by the prices themselves.
  if (/replace/i.test(action)) return undefined;
  return { amount: /add/i.test(action) ? -amount : Math.abs(amount), ...namesOf(modifier) };
}

/** The coupon or offer, and what is printed of it. */
export function namesOf(element: Element): Pick<ToldDiscount, 'code' | 'label'> {
  const code = text(
    element.maybe(
      'Coupon/PrimaryLabel',
      'Coupon/ScanCode',
      'Coupon/CouponID',
      'PromotionID',
      'PriceDerivationRule/PriceDerivationRuleID',
    ),
  );
  const label = text(
    element.maybe('Description', 'PriceDerivationRule/Description', 'Reason', 'ReasonCode') ??
      element.child('ReasonCode')?.attribute('Description'),
  );
  return { ...(code === undefined ? {} : { code }), ...(label === undefined ? {} : { label }) };
}

/** What is taken off the whole transaction, on lines of their own. Of each, the line that it is for, where it says. */
export interface WholeDiscount extends ToldDiscount {
  /** NCR's number of the line. */
  operatorSequence?: string;
}

export function wholeDiscounts(retail: Element, { currency }: Head): WholeDiscount[] {
  return retail.all('LineItem').flatMap((line): WholeDiscount[] => {
    if (line.flag('VoidFlag') || line.flag('CancelFlag')) return [];
    const discount = line.child('Discount') ?? line.child('PriceModification');
    const stated = discount?.child('Amount');
    if (discount && stated?.text) {
      const amount = moneyIn(stated, currency);
      const adds = /add/i.test(stated.attribute('Action') ?? '');
      return amount === 0 ? [] : [{ amount: adds ? -amount : Math.abs(amount), ...namesOf(discount) }];
    }
    const reward = line.child('LoyaltyReward');
    return reward ? rewardOf(reward, currency) : [];
  });
}

/** Money off for members. Points are none; a reward that only details another one counts once. */
function rewardOf(reward: Element, currency: string): WholeDiscount[] {
  if (reward.attribute('detailedData') !== undefined && !reward.flag('summarizedActivity')) return [];
  const category = reward.maybe('RewardCategory');
  if (category !== undefined && !/monetary/i.test(category)) return [];
  const element = reward.child('ExtendedRewardAmount') ?? reward.child('DiscountAmount');
  if (!element?.text) return [];
  const amount = Math.abs(moneyIn(element, currency));
  const reference = reward.maybe('OperatorSequenceReference');
  return amount === 0
    ? []
    : [
        {
          amount,
          ...namesOf(reward),
          ...(reference && reference !== '0' ? { operatorSequence: reference } : {}),
        },
      ];
}
