// Sorts a file, for tests of the memory that this takes.
import { openFile } from '../read/file.ts';
import { groupRows } from '../sort/group-rows.ts';

const { file, ...options } = JSON.parse(process.argv[2]!) as { file: string; held?: number; folder: string };
const open = await openFile(file);
let rows = 0;
let groups = 0;
for await (const group of groupRows(open.rows, [{ name: 'No', index: 0 }], options)) {
  groups++;
  rows += group.rows.length;
}
process.stdout.write(JSON.stringify({ rows, groups }));
