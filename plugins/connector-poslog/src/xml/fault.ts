import { problem } from '@chaland/core';
import type { Element } from './element.ts';

/** @throws Problem that points to what isn't there */
export const missing = (at: Element, path: string): never => {
  throw problem('CHL_DELIVERY_FIELD', { pointer: `${at.path}/${path}`, detail: 'is missing' });
};

/** @throws Problem that points to what can't be read */
export const unreadable = (at: Element, detail: string): never => {
  throw problem('CHL_DELIVERY_FIELD', { pointer: at.path, detail });
};
