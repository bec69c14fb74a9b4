import type { Principal } from '../../access/principal.ts';
import type { Caller } from '../../http/route.ts';
import type { Text } from '../../text.ts';

/** Why somebody may erase a person. */
export const givenReasons = ['request', 'objection', 'retention', 'unlawful', 'error'] as const;
/** Why somebody is erased. */
export const erasureReasons = [...givenReasons, 'source'] as const;
export type ErasureReason = (typeof erasureReasons)[number];

export const reasonTexts: Readonly<Record<ErasureReason, Text>> = {
  request: { en: 'They asked for it', fr: 'La personne l’a demandé' },
  objection: { en: 'They objected to the processing', fr: 'La personne s’est opposée au traitement' },
  retention: { en: 'The retention period is over', fr: 'La durée de conservation est écoulée' },
  unlawful: { en: 'Their data was held without a right to', fr: 'Les données étaient détenues sans droit' },
  error: { en: 'The record was a mistake', fr: 'La fiche était une erreur' },
  source: {
    en: 'The only source that told of them was removed',
    fr: 'La seule source qui parlait d’elles a été supprimée',
  },
};

export interface ErasureOptions {
  by: Pick<Principal, 'kind' | 'id' | 'name'>;
  /** The request that it came by, for the audit trail. */
  caller?: Caller;
  reason: ErasureReason;
  /**
   * Remember, as keyed fingerprints, that their contact points must not be written to: true where they asked or
   * objected, if it isn't said. What they had refused is remembered in any case.
   */
  oppose?: boolean;
}

/** That somebody was erased. It tells of nobody. */
export interface Erasure {
  id: string;
  customerIds: readonly string[];
  erasedAt: Date;
  reason: ErasureReason;
  /** Rows by table. */
  counts: Readonly<Record<string, { deleted?: number; anonymised?: number; overwritten?: number }>>;
}
