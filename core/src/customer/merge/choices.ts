import { pointerTo } from '../../http/pointer.ts';
import { problem } from '../../http/problem.ts';
import { AttributesSchema } from '../attributes.ts';

const known = new Set(Object.keys(AttributesSchema.properties).filter((name) => name !== 'custom'));

/** @throws CHL_INPUT_INVALID for an attribute that there is not, or a profile that is neither customer's */
export function checkChoices(
  choices: Readonly<Record<string, string>>,
  profiles: readonly { id: string }[],
): void {
  const theirs = new Set(profiles.map(({ id }) => id));
  for (const [attribute, profileId] of Object.entries(choices)) {
    const pointer = `/choices${pointerTo(attribute)}`;
    if (!known.has(attribute) && !/^custom\.[A-Za-z][A-Za-z0-9_]{0,59}$/.test(attribute)) {
      throw problem('CHL_INPUT_INVALID', {
        detail: `"${attribute}" is no attribute: it is one of ${[...known].join(', ')}, or custom.<name>`,
        pointer,
      });
    }
    if (!theirs.has(profileId)) {
      throw problem('CHL_INPUT_INVALID', { detail: 'is a profile of neither customer', pointer });
    }
  }
}
