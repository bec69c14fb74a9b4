/** One step from "any two customers" to "these two", as the API tells it. */
export interface Evidence {
  attribute: string;
  /** A stable code: `exact`, `near`. */
  level: string;
  /** log2 of the odds' factor. */
  bits: number;
  /** The share of profiles that have the value. */
  tf?: number;
}

/** A step of the waterfall: where its bar begins and ends, in bits. */
export interface Step extends Evidence {
  from: number;
  to: number;
}

/** What the API gave as evidence, which other versions of it may tell otherwise; [] for none. */
export function evidenceOf(told: unknown): Evidence[] {
  if (!Array.isArray(told)) return [];
  return told.filter(
    (one): one is Evidence =>
      typeof one?.attribute === 'string' && typeof one.level === 'string' && Number.isFinite(one.bits),
  );
}

/** The waterfall, in the order in which it was told; `silent` are the attributes that say nothing. */
export function waterfall(evidence: readonly Evidence[]): { steps: Step[]; silent: string[] } {
  const steps: Step[] = [];
  const silent: string[] = [];
  let sum = 0;
  for (const one of evidence) {
    // Less than it takes to be written.
    if (Math.abs(one.bits) < 0.05) {
      if (one.level === 'missing' || one.level === 'implied') silent.push(one.attribute);
      continue;
    }
    steps.push({ ...one, from: sum, to: sum + one.bits });
    sum += one.bits;
  }
  return { steps, silent };
}

/** 0 to 1, of log2 of the odds. */
export const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -bits);

/** What speaks for one person most, the strongest first. */
export const strongest = (evidence: readonly Evidence[], most = 3): Evidence[] =>
  evidence
    .filter(({ attribute, bits }) => bits > 0.05 && attribute !== 'prior' && attribute !== 'household')
    .toSorted((a, b) => b.bits - a.bits)
    .slice(0, most);
