import type { Drop } from './drop.ts';
import type { DropArgs } from './drop-args.ts';
import { openLocalDrop } from './local-drop.ts';
import { openSftpDrop } from './sftp-drop.ts';
import type { SftpTiming } from './sftp-session.ts';
import { sftpTarget } from './sftp-target.ts';

/** The drop that a connection names. @throws DropFault where it can't be used */
export async function openDrop(args: DropArgs, timing: SftpTiming): Promise<Drop> {
  return args.place === 'sftp'
    ? openSftpDrop(sftpTarget(args), timing)
    : await openLocalDrop(args.folder ?? '.');
}
