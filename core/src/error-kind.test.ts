import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DropFault } from './connection/drop/drop-fault.ts';
import { VendorFault } from './connection/vendor/vendor-fault.ts';
import { Problem, problem } from './http/problem.ts';

/** A module is loaded anew under an address that differs: as a second copy of core would be. */
const copyOf = (path: string) => import(`${path}?copy`);

test('a problem of another copy of core is a problem here, with its pointer', async () => {
  const other = (await copyOf('./http/problem.ts')) as typeof import('./http/problem.ts');
  assert.notEqual(other.Problem, Problem);
  const raised: unknown = other.problem('CHL_NOT_FOUND', { pointer: '/here' });
  assert.ok(raised instanceof Problem);
  assert.equal(raised.toJSON().pointer, '/here');
  assert.ok(problem('CHL_NOT_FOUND') instanceof other.Problem);
});

test('a fault of the other side too, and its subclasses stay apart', async () => {
  const other = (await copyOf('./connection/vendor/vendor-fault.ts')) as {
    VendorFault: typeof VendorFault;
  };
  assert.ok(new other.VendorFault('it is away', { status: 401 }) instanceof VendorFault);
  const drop = new DropFault({ en: 'No folder', fr: 'Aucun dossier' }, '/folder');
  assert.ok(drop instanceof VendorFault && drop instanceof DropFault);
  assert.equal(new VendorFault('it is away') instanceof DropFault, false);
  for (const none of [new Error('no'), null, undefined, 'text', {}]) {
    assert.equal((none as unknown) instanceof Problem, false);
    assert.equal((none as unknown) instanceof VendorFault, false);
  }
});
