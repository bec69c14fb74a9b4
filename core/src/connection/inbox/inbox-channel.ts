/** On which processes hear that deliveries wait. */
export const inboxChannel = 'chaland_inbox';
