import type { Page } from 'playwright-core';

/**
 * Every text that the page shows or tells a screen reader now. What says of itself that it is in a language, by
 * `lang`, is left out: a person's notice stays as it was written.
 */
export function pageTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const spoken = ['aria-label', 'placeholder', 'title', 'alt', 'aria-description', 'aria-roledescription'];
    const texts: string[] = [document.title];
    const walker = document.createTreeWalker(
      document.body,
      NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
      (node) => {
        if (!(node instanceof Element)) return NodeFilter.FILTER_ACCEPT;
        const isSilent =
          node.matches('script, style, template, code, pre, [lang]') || !node.checkVisibility();
        return isSilent ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
      },
    );
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element) texts.push(...spoken.map((name) => node.getAttribute(name) ?? ''));
      else texts.push(node.textContent ?? '');
    }
    return texts.map((text) => text.replaceAll(/\s+/g, ' ').trim()).filter((text) => /\p{L}/u.test(text));
  });
}
