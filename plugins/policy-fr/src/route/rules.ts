import { localDay, route, TextSchema, Type } from '@chaland/core';
import { callFrequency } from '../rule/call-frequency.ts';
import { callHours, textHours } from '../rule/contact-hours.ts';
import type { Dated } from '../rule/dated.ts';
import { neededConsent } from '../rule/needed-consent.ts';
import { retention } from '../rule/retention.ts';

const all: Readonly<Record<string, readonly Dated<unknown>[]>> = {
  'call-hours': callHours,
  'text-hours': textHours,
  'call-frequency': callFrequency,
  'email-consent': neededConsent.email,
  'text-consent': neededConsent.text,
  'call-consent': neededConsent.call,
  'open-tracking-consent': neededConsent['open-tracking'],
  retention,
};

const Day = Type.String({ format: 'date' });

/** For a data protection officer: which rules are applied on a day, and where they are written. */
export const listRules = route({
  method: 'GET',
  path: '/api/x/policy-fr/rules',
  summary: 'The French rules in force on a day, with their sources',
  tag: 'French rules',
  permission: '*',
  query: Type.Object({
    on: Type.Optional(Type.String({ format: 'date', description: 'Today where absent' })),
  }),
  responses: {
    200: {
      description: 'The rules',
      schema: Type.Object({
        on: Day,
        rules: Type.Array(
          Type.Object({
            kind: Type.String({ description: 'What it rules, e.g. `call-hours`' }),
            title: TextSchema,
            from: Day,
            until: Type.Optional(Day),
            sources: Type.Array(Type.Object({ reference: Type.String(), url: Type.Optional(Type.String()) })),
            rule: Type.Unknown({ description: 'Its values' }),
          }),
        ),
      }),
    },
  },
  async handler({ query }, { clock, locale }) {
    const on = query.on ?? localDay(clock.now(), locale.timeZone);
    const rules = Object.entries(all).flatMap(([kind, dated]) =>
      dated
        .filter(({ from, until }) => from <= on && (until === undefined || on < until))
        .map((rule) => ({ kind, ...rule })),
    );
    return { on, rules };
  },
});
