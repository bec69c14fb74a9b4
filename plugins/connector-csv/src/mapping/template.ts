import type { Text } from '@chaland/core';
import type { Evaluate, Scope } from './scope.ts';

export interface Template {
  text: Evaluate<string>;
  /** What to call it in a fault: its columns. */
  label: Text;
}

/** What has no column to be called by. */
export const theValue: Text = { en: 'the value', fr: 'la valeur' };

/** A name of the file or the mapping, the same in both languages. */
export const asIs = (name: string): Text => ({ en: name, fr: name });

/** Compiles `"web-{Invoice}"`: columns in braces, `{{` and `}}` for braces themselves. Values are trimmed. */
export function compileTemplate(source: string, pointer: string, scope: Scope): Template {
  const pieces: (string | number)[] = [];
  const names: string[] = [];
  for (const [piece, name] of source.matchAll(/\{\{|\}\}|\{([^{}]*)\}|[^{}]+|[{}]/g)) {
    if (name !== undefined) {
      names.push(name.trim());
      pieces.push(scope.column(name.trim(), pointer));
    } else if (piece === '{' || piece === '}') {
      scope.fault(pointer, `"${source}" has a brace without its partner; write {{ for a brace`);
    } else pieces.push(piece === '{{' ? '{' : piece === '}}' ? '}' : piece);
  }
  const label = names.length > 0 ? asIs(names.join(' ')) : theValue;
  const [only] = pieces;
  if (pieces.length === 1 && typeof only === 'number') {
    return { label, text: ({ cells }) => cells[only]!.trim() || undefined };
  }
  if (names.length === 0) {
    const constant = pieces.join('') || undefined;
    return { label, text: () => constant };
  }
  return {
    label,
    text: ({ cells }) => {
      let text = '';
      let filled = false;
      for (const piece of pieces) {
        const value = typeof piece === 'number' ? cells[piece]!.trim() : piece;
        if (typeof piece === 'number' && value !== '') filled = true;
        text += value;
      }
      // Text around nothing is nothing: "web-" names no receipt.
      return filled ? text : undefined;
    },
  };
}
