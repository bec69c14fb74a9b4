/** The channel, set up for an SMTP server of the tests. */
export const settingsFor = (port: number) => ({
  'channel-email': { host: '127.0.0.1', port, encryption: 'none', from: 'bonjour@example.com' },
});
