import { useText } from './messages.ts';
import { shellMessages } from './shell.ts';

/** The texts of the shell and the kit themselves. */
export const useShellText = () => useText(shellMessages);
