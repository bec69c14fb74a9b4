import { Buffer } from 'node:buffer';
import { pointerTo } from '../http/pointer.ts';
import type { Fault } from '../http/problem.ts';

/**
 * Writes JSON values in one spelling, as UTF-8: keys sorted, no white space. Two inputs that mean the same become
 * the same bytes, and so the same digest, whatever order and spacing their senders wrote.
 *
 * Every moment passes through here, so the bytes are written once, for the digest and the database both, into a
 * buffer that is used again and again; building texts would cost three times as much.
 */
export class CanonicalWriter {
  private buffer = Buffer.allocUnsafeSlow(64 * 1024);
  private at = 0;
  /** False once a value came that JSON or JavaScript can carry and jsonb can't; `unstorable` says which. */
  storable = true;

  reset(): void {
    this.at = 0;
    this.storable = true;
  }

  get length(): number {
    return this.at;
  }

  /** What was written since a length; good until the next `write` or `reset`. */
  written(from = 0): Buffer {
    return this.buffer.subarray(from, this.at);
  }

  write(value: unknown): void {
    switch (typeof value) {
      case 'string':
        this.string(value);
        break;
      case 'object':
        if (value === null) this.ascii('null');
        else if (Array.isArray(value)) this.array(value);
        else this.object(value as Record<string, unknown>);
        break;
      case 'number':
        this.number(value);
        break;
      case 'boolean':
        this.ascii(value ? 'true' : 'false');
        break;
      default:
        this.storable = false;
        this.ascii('null');
    }
  }

  private array(values: readonly unknown[]): void {
    this.byte(0x5b);
    for (let index = 0; index < values.length; index++) {
      if (index > 0) this.byte(0x2c);
      this.write(values[index]);
    }
    this.byte(0x5d);
  }

  private object(value: Record<string, unknown>): void {
    const keys = Object.keys(value);
    if (!areSorted(keys)) keys.sort();
    this.byte(0x7b);
    let first = true;
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index]!;
      const member = value[key];
      if (member === undefined) continue;
      if (first) first = false;
      else this.byte(0x2c);
      this.string(key);
      this.byte(0x3a);
      this.write(member);
    }
    this.byte(0x7d);
  }

  private string(value: string): void {
    const { length } = value;
    this.need(length + 2);
    const { buffer } = this;
    let at = this.at;
    buffer[at++] = 0x22;
    for (let index = 0; index < length; index++) {
      const unit = value.charCodeAt(index);
      // Beyond printable ASCII, and where JSON escapes, the runtime does it better.
      if (unit < 0x20 || unit > 0x7e || unit === 0x22 || unit === 0x5c) {
        this.escaped(value);
        return;
      }
      buffer[at++] = unit;
    }
    buffer[at++] = 0x22;
    this.at = at;
  }

  private escaped(value: string): void {
    if (!isStorable(value)) this.storable = false;
    const text = JSON.stringify(value);
    this.need(text.length * 3);
    this.at += this.buffer.write(text, this.at, 'utf8');
  }

  /** Amounts and quantities are small whole numbers, whose digits need no text in between. */
  private number(value: number): void {
    if (value >= 0 && value < 1e9 && Number.isInteger(value)) {
      let digits = 1;
      for (let power = 10; value >= power; power *= 10) digits++;
      this.need(digits);
      let rest = value;
      for (let at = this.at + digits - 1; at >= this.at; at--) {
        const tenth = (rest / 10) | 0;
        this.buffer[at] = 0x30 + rest - tenth * 10;
        rest = tenth;
      }
      this.at += digits;
    } else {
      if (!Number.isFinite(value)) this.storable = false;
      this.ascii(String(value));
    }
  }

  private ascii(text: string): void {
    this.need(text.length);
    for (let index = 0; index < text.length; index++) this.buffer[this.at++] = text.charCodeAt(index);
  }

  private byte(value: number): void {
    if (this.at === this.buffer.length) this.need(1);
    this.buffer[this.at++] = value;
  }

  private need(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.buffer.length * 2, this.at + bytes));
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
  }
}

function areSorted(keys: readonly string[]): boolean {
  for (let index = 1; index < keys.length; index++) if (keys[index - 1]! > keys[index]!) return false;
  return true;
}

const isStorable = (text: string) => text.isWellFormed() && !text.includes('\u0000');

/** What of a value the database could not store, and where: what made a writer's `storable` false. */
export function unstorable(value: unknown, pointer = ''): Fault[] {
  return [...faultsIn(value, pointer)];
}

function* faultsIn(value: unknown, pointer: string): Generator<Fault> {
  if (typeof value === 'string') {
    if (!isStorable(value)) yield { pointer, message: 'has U+0000 or half of a surrogate pair' };
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) yield { pointer, message: 'is too large a number' };
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (!isStorable(key)) yield { pointer, message: 'has a key with U+0000 or half of a surrogate pair' };
      else if (member !== undefined || Array.isArray(value))
        yield* faultsIn(member, pointer + pointerTo(key));
    }
  } else if (typeof value !== 'boolean' && value !== null) {
    yield { pointer, message: 'is not a JSON value' };
  }
}
