import type { Text } from '../../text.ts';
import { VendorFault } from '../vendor/vendor-fault.ts';

/** Why a drop can't be used, with the field of its args to look at: `check` shows both. */
export class DropFault extends VendorFault {
  readonly says: Text;
  /** Into the args. */
  readonly pointer: string;

  /** @param status 401 where the other side refuses what we sign in with */
  constructor(says: Text, pointer: string, { status, cause }: { status?: number; cause?: unknown } = {}) {
    super(says.en, { ...(status === undefined ? {} : { status }), cause });
    this.says = says;
    this.pointer = pointer;
  }
}
