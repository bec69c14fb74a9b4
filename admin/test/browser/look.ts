/** The languages that the panel speaks. */
export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** An office screen and a seller's phone, in CSS pixels. */
export const sizes = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;
export type Size = keyof typeof sizes;

/** How somebody sees the panel: what their browser says of them. */
export interface Look {
  language?: Language;
  theme?: Theme;
  size?: Size;
}

/** Every theme at every size. */
export const allLooks: readonly Required<Pick<Look, 'theme' | 'size'>>[] = themes.flatMap((theme) =>
  (Object.keys(sizes) as Size[]).map((size) => ({ theme, size })),
);
