// What Chaland's HTTP figures are held against: a bare Hono server that does one prepared statement.
// Started as a process of its own: `node bare.ts <postgres url>`.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import pg from 'pg';

const [url = ''] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 10 });
await pool.query(`create table if not exists bare_moment (
  profile_id uuid, occurred_at timestamptz, id uuid, type text, source text, source_key text, data jsonb,
  primary key (profile_id, occurred_at, id))`);

const app = new Hono();
app.get('/customers/:id', async (c) => {
  const { rows } = await pool.query({
    name: 'get',
    text: 'select id, display_name, attributes, version, created_at, updated_at from chaland.customer where id = $1',
    values: [c.req.param('id')],
  });
  return rows[0] ? c.json(rows[0]) : c.notFound();
});
app.post('/moments', async (c) => {
  const { id, source, type, time, data } = await c.req.json();
  await pool.query({
    name: 'insert',
    text: `insert into bare_moment values (gen_random_uuid(), $1, gen_random_uuid(), $2, $3, $4, $5)`,
    values: [time, type, source, id, JSON.stringify(data)],
  });
  return c.json({ fate: 'recorded' }, 201);
});
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  process.stdout.write(`${JSON.stringify({ port })}\n`);
});
process.once('SIGTERM', () => process.exit(0));
