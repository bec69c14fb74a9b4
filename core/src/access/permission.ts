import { defineExtensionPoint } from '../plugin/extension-point.ts';
import type { Text } from '../text.ts';

/** Something that a role can allow. */
export interface Permission {
  /** `<what>.<verb>`: `customers.read`, `sales.receipts.read`. */
  id: string;
  title: Text;
}

export const permissions = defineExtensionPoint<Permission>('core.permissions');
