import { problem } from '../http/problem.ts';
import type { Extensions } from '../plugin/extension-point.ts';
import { type Permission, permissions } from './permission.ts';

const form = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/;

/** A permission beside who declares it: a plugin's id, or `core`. */
export interface DeclaredPermission extends Permission {
  plugin: string;
}

/** All permissions that core and the enabled plugins declare, by id. @throws CHL_PLUGIN_INVALID naming all faults */
export function declaredPermissions(extensions: Extensions): ReadonlyMap<string, DeclaredPermission> {
  const known = new Map<string, DeclaredPermission>();
  const errors: string[] = [];
  for (const { plugin, value } of extensions.all(permissions)) {
    const other = known.get(value.id);
    if (other) errors.push(`"${plugin}" declares the permission "${value.id}", which is "${other.plugin}"'s`);
    if (!form.test(value.id)) {
      errors.push(`"${plugin}" declares the permission "${value.id}", which is not like "customers.read"`);
    }
    known.set(value.id, { id: value.id, title: value.title, plugin });
  }
  if (errors.length > 0) throw problem('CHL_PLUGIN_INVALID', { detail: errors.join('; ') });
  return known;
}
