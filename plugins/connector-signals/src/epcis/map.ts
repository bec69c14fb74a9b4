import { type Brought, type Payload, payload, type Text } from '@chaland/core';
import type { StoreArgs } from '../shared/args.ts';
import { isObject, textIn } from '../shared/receive-events.ts';
import { gtinOf } from './gtin.ts';
import type { EpcisEvent, EpcisItem } from './moment-type.ts';

const moves = new Set([
  'shipping',
  'receiving',
  'transporting',
  'storing',
  'arriving',
  'departing',
  'stocking',
  'loading',
  'unloading',
  'picking',
  'returning',
  'accepting',
]);

const declaresAnError: Text = {
  en: 'it declares an earlier event to be wrong',
  fr: 'il déclare faux un événement antérieur',
};

const noUseFor = (type: string): Text =>
  type === ''
    ? { en: 'it has no type', fr: 'il n’a pas de type' }
    : {
        en: `${type} is no event that Chaland has use for`,
        fr: `${type} n’est pas un événement dont Chaland se sert`,
      };

const noStoreAt = (places: readonly string[]): Text =>
  places.length === 0
    ? { en: 'it has no location', fr: 'il n’a pas de lieu' }
    : { en: `no store is at ${places.join(' or ')}`, fr: `aucun magasin n’est à ${places.join(' ou ')}` };

/** An event as a moment of nobody's, in the store of its location. */
export function mapEpcis(event: Payload, key: string, { stores }: StoreArgs): Brought {
  const stated = event.maybeText('type') ?? event.maybeText('@type') ?? event.maybeText('isA') ?? '';
  // JSON-LD may have it with its prefix, or as the whole address.
  const type = stated.replace(/^.*[:/#]/, '');
  if (!/^(Object|Aggregation|Transaction|Transformation|Association)Event$/.test(type)) {
    return { ignored: noUseFor(type) };
  }
  if (event.maybeObject('errorDeclaration')) return { ignored: declaresAnError };
  const time = timeOf(event);
  const places = ['bizLocation', 'readPoint']
    .map((name) => placeIn(event, name))
    .filter((place) => place !== undefined);
  const store = places
    .map((place) => stores.find((one) => one.place === place)?.store)
    .find((one) => one !== undefined);
  if (store === undefined) {
    return { ignored: noStoreAt(places) };
  }
  const step = vocabulary(event.maybeText('bizStep'));
  const disposition = vocabulary(event.maybeText('disposition'));
  const action = event.maybeText('action');
  const parent = event.maybeText('parentID');
  const transactions = event.list('bizTransactionList').map((one) => {
    const kind = vocabulary(one.maybeText('type'));
    return { ...(kind ? { type: kind } : {}), id: one.text('bizTransaction') };
  });
  const data: EpcisEvent = {
    what:
      step === 'retail_selling' || disposition === 'retail_sold'
        ? 'sold'
        : step && moves.has(step)
          ? 'moved'
          : 'seen',
    event: type,
    ...(action ? { action } : {}),
    ...(step ? { step } : {}),
    ...(disposition ? { disposition } : {}),
    items: itemsOf(event),
    ...(parent ? { parent } : {}),
    ...(transactions.length > 0 ? { transactions } : {}),
  };
  return {
    moments: [{ id: `epcis/${event.maybeText('eventID') ?? key}`, type: 'epcis', time, store, data }],
  };
}

/** Some write the local time, and its offset beside it alone. */
function timeOf(event: Payload): string {
  const told = event.maybeText('eventTime');
  const offset = event.maybeText('eventTimeZoneOffset');
  return told && offset && /T[\d:.]+$/.test(told)
    ? payload({ eventTime: `${told}${offset}` }).time('eventTime')
    : event.time('eventTime');
}

const placeIn = ({ value }: Payload, name: string): string | undefined => {
  const place = (value as Record<string, unknown>)[name];
  return isObject(place) ? textIn(place, 'id', '@id') : textIn({ place }, 'place');
};

/** What it is about, or what came out of it. */
function itemsOf(event: Payload): EpcisItem[] {
  const single = ['epcList', 'childEPCs', 'outputEPCList'].flatMap((name) =>
    event.list(name).map((epc): EpcisItem => itemOf(epc.text(''))),
  );
  const counted = ['quantityList', 'childQuantityList', 'outputQuantityList'].flatMap((name) =>
    event.list(name).map((one): EpcisItem => {
      const quantity = one.maybeDecimal('quantity');
      const unit = one.maybeText('uom');
      return {
        ...itemOf(one.text('epcClass')),
        ...(quantity ? { quantity } : {}),
        ...(unit ? { unit } : {}),
      };
    }),
  );
  return [...single, ...counted];
}

function itemOf(epc: string): EpcisItem {
  const gtin = gtinOf(epc);
  return { ...(gtin ? { gtin } : {}), epc };
}

/** `receiving`, of whichever way the vocabulary is written: alone, as a URN, as a URI, with a prefix. */
const vocabulary = (value: string | undefined): string | undefined =>
  value?.replace(/^.*(?:[/:#]|(?:BizStep|Disp|BTT)-)/, '').slice(0, 200) || undefined;
