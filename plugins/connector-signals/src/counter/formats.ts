import { isObject, listed, type ReceivedEvent, textIn } from '../shared/receive-events.ts';

/** A count as the generic format has it. */
interface Count {
  id?: string;
  store?: string;
  door?: string;
  sensor?: string;
  from?: unknown;
  to?: unknown;
  minutes?: unknown;
  entries?: unknown;
  exits?: unknown;
}

/**
 * The counts of a request, in the generic format whatever the sensor's own:
 * - `{ counts: [{ store, door, from, to | minutes, entries, exits }] }`, a list of these, or one
 * - Axis Retail Data: `{ apiName: 'Axis Retail Data', sensor: { serial, name }, data: { measurements: [{ kind:
 *   'people-counts', utcFrom, utcTo, items: [{ direction, count }] }] } }`
 * - Xovis, lines with `fw` as entries and `bw` as exits: `{ 'sensor-info': { 'serial-number' }, content: { element: [{
 *   'element-name', measurement: [{ from, to, value: [{ label, value }] }] }] } }`
 * - Xovis from version 5: `{ logics_data: { sensor_info: { serial_number }, logics: [{ name, records: [{ from, to, counts:
 *   [{ name, value }] }] }] } }`
 */
export function countsIn(body: unknown): ReceivedEvent[] {
  const counts = axis(body) ?? xovis(body) ?? xovisLogics(body) ?? (listed(body, 'counts') as Count[]);
  return counts.map((event) => ({ topic: 'count', event }));
}

function axis(body: unknown): Count[] | undefined {
  if (!isObject(body) || body.apiName !== 'Axis Retail Data') return undefined;
  const data = isObject(body.data) ? body.data : {};
  const sensor = isObject(body.sensor) ? body.sensor : isObject(data.sensor) ? data.sensor : {};
  return listed(data, 'measurements')
    .filter((one) => one.kind === undefined || one.kind === 'people-counts')
    .map((one) => ({
      ...placeOf(sensor, 'serial', 'name'),
      from: one.utcFrom ?? data.utcFrom,
      to: one.utcTo ?? data.utcTo,
      entries: directed(one, 'in'),
      exits: directed(one, 'out'),
    }));
}

const directed = (measurement: Record<string, unknown>, direction: string): unknown =>
  listed(measurement, 'items').find((item) => item.direction === direction)?.count;

function xovis(body: unknown): Count[] | undefined {
  if (!isObject(body) || !isObject(body.content) || !isObject(body['sensor-info'])) return undefined;
  const place = placeOf(body['sensor-info'], 'serial-number', 'name');
  return listed(body.content, 'element').flatMap((element) => {
    const door = textIn(element, 'element-name', 'element-id');
    return listed(element, 'measurement').map((measurement) => ({
      ...place,
      ...(door === undefined ? {} : { door }),
      from: measurement.from,
      to: measurement.to,
      entries: labelled(measurement, 'fw'),
      exits: labelled(measurement, 'bw'),
    }));
  });
}

function xovisLogics(body: unknown): Count[] | undefined {
  if (!isObject(body) || !isObject(body.logics_data)) return undefined;
  const { sensor_info: sensor } = body.logics_data;
  const place = isObject(sensor) ? placeOf(sensor, 'serial_number', 'name') : {};
  return listed(body.logics_data, 'logics')
    .filter((logic) => Array.isArray(logic.records))
    .flatMap((logic) => {
      const door = textIn(logic, 'name', 'id');
      return listed(logic, 'records').map((record) => ({
        ...place,
        ...(door === undefined ? {} : { door }),
        from: record.from,
        to: record.to,
        entries: counted(record, 'fw', 'in'),
        exits: counted(record, 'bw', 'out'),
      }));
    });
}

const counted = (record: Record<string, unknown>, ...names: string[]): unknown =>
  listed(record, 'counts').find((one) => names.includes(String(one.name).toLowerCase()))?.value;

const labelled = (measurement: Record<string, unknown>, label: string): unknown =>
  listed(measurement, 'value').find((one) => one.label === label)?.value;

/** The sensor stands in a store: which one, the connection says by its serial number. */
function placeOf(sensor: Record<string, unknown>, serial: string, name: string): Count {
  const number = textIn(sensor, serial);
  const label = textIn(sensor, name);
  return {
    ...(number === undefined ? {} : { sensor: number }),
    ...(label === undefined ? {} : { door: label }),
  };
}
