/** A file as a folder lists it. */
export interface DroppedFile {
  name: string;
  /** Bytes. */
  size: number;
  /** Milliseconds since 1970. */
  modified: number;
}

/** A folder that another system drops files into: on this machine, or on an SFTP server. */
export interface Drop extends AsyncDisposable {
  /** Its files, in no order, whoever may still be writing them; folders and links are none. */
  list(): Promise<DroppedFile[]>;
  /** A file's size and time now; undefined where it is gone. */
  look(name: string): Promise<DroppedFile | undefined>;
  /** The bytes of a file from a place in it to its end. */
  read(name: string, from: number): AsyncIterable<Buffer>;
  /** Moves a file to the folder `done` in this one. One of the same name there gives way; one that is gone is fine. */
  move(name: string, to: string): Promise<void>;
  /** One that is gone is fine. */
  remove(name: string): Promise<void>;
  /** Where a file lies on this machine; undefined where it has to be brought here first. */
  pathOf(name: string): string | undefined;
}

/** Where files go that were read, within the folder itself. */
export const doneFolder = 'done';

/** Size and time of the last change: a file that differs in either is another one. */
export const versionOf = ({ size, modified }: DroppedFile): string => `${size}-${modified}`;
