import { type TProperties, Type } from 'typebox';
import type { Text } from '../text.ts';

/** A part of core's settings, under a heading of its own; what is left out of it has its defaults. */
export const section = <Properties extends TProperties>(
  title: Text,
  properties: Properties,
  description?: Text,
) =>
  Type.Object(properties, {
    default: {},
    'x-title': title,
    ...(description ? { 'x-description': description } : {}),
  });
