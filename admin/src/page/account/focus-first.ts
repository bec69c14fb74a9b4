import type { Directive } from 'vue';

/**
 * Moves the focus to the first field of what just took a button's place: else the focus would be lost with the button.
 * @example <form v-focus-first>
 */
export const vFocusFirst: Directive<HTMLElement> = {
  mounted: (element) => element.querySelector('input')?.focus(),
};
