const unnamed = '[role=listbox]:not([aria-label], [aria-labelledby])';

/**
 * Lists to choose from, as the component library draws them, have no name, and hold the field to search in them as
 * if it were one of their options. Each is mended as it opens, so that screen readers tell what it is a list of.
 */
export function mendListBoxes(): void {
  new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (!(node instanceof Element)) continue;
      for (const box of [node, ...node.querySelectorAll(unnamed)]) if (box.matches(unnamed)) mend(box);
    }
  }).observe(document.body, { childList: true, subtree: true });
}

function mend(box: Element): void {
  const name = nameOf(box);
  // The options alone are the list, beside the field to search them.
  const options = box.querySelector(':scope > [data-slot=focusScope] > [data-slot=viewport]');
  if (options) {
    for (const attribute of ['role', 'aria-multiselectable', 'aria-orientation']) {
      const value = box.getAttribute(attribute);
      if (value !== null) options.setAttribute(attribute, value);
      box.removeAttribute(attribute);
    }
    box.setAttribute('role', 'group');
    options.setAttribute('aria-labelledby', name);
  }
  box.setAttribute('aria-labelledby', name);
}

/** The id of what names the list: the button that opened it, or the dialog's title. */
function nameOf(box: Element): string {
  const opener = box.id ? document.querySelector(`[aria-controls="${CSS.escape(box.id)}"]`) : null;
  if (!opener) return box.closest('[role=dialog]')?.getAttribute('aria-labelledby') ?? '';
  opener.id ||= `opens-${box.id}`;
  return opener.id;
}
