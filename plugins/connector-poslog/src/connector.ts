import { connector } from '@chaland/core';
import { PoslogArgs } from './args.ts';
import { check } from './check.ts';
import { pull } from './folder/pull.ts';
import { mapTransaction } from './map/map.ts';
import { receive } from './receive.ts';

export const poslog = connector({
  id: 'connector-poslog',
  title: { en: 'Tills (ARTS POSLog)', fr: 'Caisses (ARTS POSLog)' },
  description: {
    en: 'Sales, returns and voids of tills that write ARTS POSLog XML, versions 2 to 6, as files, on this server or by SFTP, or over HTTP.',
    fr: 'Ventes, retours et annulations des caisses qui écrivent de l’ARTS POSLog XML, versions 2 à 6, en fichiers, sur ce serveur ou par SFTP, ou par HTTP.',
  },
  args: PoslogArgs,
  identity: ({ system }) => system.trim().toLowerCase(),
  check: (args, tools) => check(args, tools),
  receive,
  pull,
  pullEvery: 5,
  map: (delivery, context) => mapTransaction(delivery, context),
});
