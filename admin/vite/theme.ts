/** The panel's look, on top of Nuxt UI's: teal, dense, calm. */
export const look = {
  colors: { primary: 'teal', neutral: 'zinc' },
  // The shell gives them their height: there may be a banner above.
  dashboardSidebar: { slots: { root: 'min-h-0' } },
  dashboardPanel: { slots: { root: 'min-h-0' } },
} as const;
