import type { Page } from 'playwright-core';
import { assertNone } from './assert-none.ts';

/** How often Tab is pressed at most, on one page. */
const limit = 250;

/**
 * Walks the page with Tab, from where the focus is until it is there again. Fails when something that can be used is not
 * reached, or does not look different while it has the focus. Inside a tab list, a menu, a list box or a grid
 * the arrow keys lead on, so one stop is enough there.
 */
export async function assertKeyboardReachesAll(page: Page, what = page.url()): Promise<void> {
  // A change in mid-transition is none yet.
  await page.addStyleTag({
    content: '*, ::before, ::after { transition: none !important; animation: none !important }',
  });
  await page.evaluate(prepareWalk);
  const unseen: string[] = [];
  // By the debugger: of each step by the driver, a trace would keep what the page looked like.
  const devtools = await page.context().newCDPSession(page);
  const tab = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
  const step = { expression: `(${stepOfWalk})()`, returnByValue: true };
  for (let stop = 0; stop < limit; stop++) {
    await Promise.all([
      devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', ...tab }),
      devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...tab }),
    ]);
    const { result } = await devtools.send('Runtime.evaluate', step);
    const { done, invisible } = result.value as ReturnType<typeof stepOfWalk>;
    if (invisible) unseen.push(invisible);
    if (done) break;
  }
  await devtools.detach();
  const unreached = await page.evaluate(restOfWalk);
  assertNone(unreached, `Tab does not reach these on ${what}`);
  assertNone(unseen, `these look the same with the focus and without, on ${what}`);
}

/** What the walk keeps in the page. */
interface Walk {
  /** Columns of long tables in which something was reached: their rows are drawn anew as they come into sight. */
  columns: Set<string>;
  columnOf(element: Element): string | undefined;
  reached: Set<Element>;
  /** How often the focus has left the page. */
  rounds: number;
  last: { element: Element; look: string } | undefined;
  /** How the element and what surrounds it are drawn: a field's ring may be its frame's. */
  lookOf(element: Element): string;
  nameOf(element: Element): string;
}

type WalkWindow = typeof globalThis & { walk: Walk };

function prepareWalk(): void {
  const drawn = [
    ...['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'backgroundColor'],
    ...['borderTopColor', 'borderTopWidth', 'textDecorationLine', 'color'],
  ] as const;
  const styleOf = (element: Element | null, pseudo?: string) => {
    if (!element) return '';
    const style = getComputedStyle(element, pseudo);
    if (style.outlineStyle === 'none')
      return drawn
        .slice(3)
        .map((name) => style[name as 'color'])
        .join();
    return drawn.map((name) => style[name as 'color']).join();
  };
  (globalThis as WalkWindow).walk = {
    columns: new Set(),
    columnOf(element) {
      const cell = element.closest('[aria-rowindex] > *');
      return cell
        ? `${cell.closest('table')?.ariaLabel} ${[...cell.parentElement!.children].indexOf(cell)}`
        : undefined;
    },
    reached: new Set(),
    rounds: 0,
    last: undefined,
    lookOf: (element) =>
      [
        styleOf(element),
        styleOf(element, '::before'),
        styleOf(element, '::after'),
        styleOf(element.parentElement),
        styleOf(element.parentElement?.parentElement ?? null),
        ...[...element.children].slice(0, 3).map((child) => styleOf(child)),
      ].join('|'),
    nameOf: (element) => {
      const name = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? '';
      const path = [element, element.parentElement].map(
        (part) => part && `${part.tagName.toLowerCase()}${part.id ? `#${part.id}` : ''}`,
      );
      return `<${path[0]}> "${name}" in <${path[1]}> ${element.getAttribute('role') ?? ''}`.trim();
    },
  };
  (document.activeElement as HTMLElement | null)?.blur?.();
  // The walk ends where it began.
  document.getSelection()?.removeAllRanges();
}

function stepOfWalk(): { done: boolean; invisible: string | undefined } {
  const { walk } = globalThis as WalkWindow;
  const { last } = walk;
  // A date's day, month and year are stops of one field.
  if (last && document.activeElement === last.element) return { done: false, invisible: undefined };
  // Only now, with the focus elsewhere, it can be told how the last one looks without.
  const invisible =
    last?.element.isConnected && walk.lookOf(last.element) === last.look
      ? walk.nameOf(last.element)
      : undefined;
  const element = document.activeElement;
  // After the last one the browser leaves the page, and comes back at its top.
  if (!element || element === document.body) {
    walk.last = undefined;
    walk.rounds += 1;
    return { done: walk.rounds > 1, invisible };
  }
  const again = walk.reached.has(element);
  walk.last = again ? undefined : { element, look: walk.lookOf(element) };
  walk.reached.add(element);
  const column = walk.columnOf(element);
  if (column) walk.columns.add(column);
  return { done: again, invisible };
}

function restOfWalk(): string[] {
  const { walk } = globalThis as WalkWindow;
  // What comes next finds the page as the mouse would leave it, without the link that skips to the content.
  (document.activeElement as HTMLElement | null)?.blur?.();
  const roles = [
    'button',
    'link',
    'checkbox',
    'switch',
    'radio',
    'tab',
    'menuitem',
    'option',
    'combobox',
    'slider',
  ]
    .map((role) => `[role=${role}]`)
    .join();
  const usable = `a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true], ${roles}`;
  const composite = ['tablist', 'radiogroup', 'menu', 'menubar', 'listbox', 'grid', 'toolbar', 'tree']
    .map((role) => `[role=${role}]`)
    .join();
  const isOut = (element: Element) =>
    !element.checkVisibility({ visibilityProperty: true }) ||
    element.matches(
      ':disabled, [aria-disabled=true], [type=hidden], [aria-hidden=true] *, [aria-hidden=true], [inert] *',
    ) ||
    element.getClientRects().length === 0;
  // Focus is sent to these by the page itself: a heading after navigation, a dialog's frame, a region.
  const isTarget = (element: Element) =>
    element.getAttribute('tabindex') === '-1' &&
    !element.matches(`a[href], button, input, select, textarea, ${roles}`);
  return [...document.querySelectorAll(usable)]
    .filter((element) => !walk.reached.has(element) && !isOut(element) && !isTarget(element))
    .filter((element) => !walk.columns.has(walk.columnOf(element) ?? ''))
    .filter((element) => {
      const group = element.closest(composite);
      // One radio of a group has the stop.
      if (element.matches('[type=radio]')) return false;
      return !group || ![...walk.reached].some((reached) => group === reached || group.contains(reached));
    })
    .map((element) => walk.nameOf(element));
}
