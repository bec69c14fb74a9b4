import { isGtin as isAnyGtin } from '@chaland/sales/contract';

/** Whether it is a GTIN. Tills pad short numbers of their own with zeros to 14, whose check digit may be right by chance. */
export const isGtin = (text: string): boolean => !text.startsWith('000000') && isAnyGtin(text);
