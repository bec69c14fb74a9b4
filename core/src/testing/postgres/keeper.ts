// A process of its own that keeps a PostgreSQL server for as long as its stdin is open. When the tests end,
// however they end, the pipe closes, the server stops, and its folder goes: no orphan is left.
import { runServer } from './run-server.ts';

process.on('SIGINT', () => {});
process.stdin.resume();
const over = new Promise((resolve) => process.stdin.once('close', resolve));
try {
  const { url, stop } = await runServer();
  process.stdout.write(`${JSON.stringify({ url })}\n`);
  await over;
  await stop();
  process.exit(0);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ problem: (error as Error).message.trim() })}\n`);
  process.exit(1);
}
