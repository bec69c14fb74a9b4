import { randomBytes } from 'node:crypto';
import type { Database } from '../../data/database.ts';

/** A role that may log in and owns nothing: as an administrator makes one for the application. */
export interface TestRole extends AsyncDisposable {
  name: string;
  /** The database's address, as this role. */
  address: string;
}

/** @param owner the test's database, as who made it; @param address where that is */
export async function testRole(owner: Database, address: string): Promise<TestRole> {
  const name = `chaland_app_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  await owner.query(`create role ${name} login password '${password}'`);
  const url = new URL(address);
  url.username = name;
  url.password = password;
  return {
    name,
    address: url.href,
    async [Symbol.asyncDispose]() {
      await owner.query(`drop owned by ${name}`);
      await owner.query(`drop role ${name}`);
    },
  };
}
