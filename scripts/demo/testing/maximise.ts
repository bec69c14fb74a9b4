/**
 * Finds the positive arguments at which a function is greatest: Nelder and Mead's simplex (1965) over their
 * logarithms, with the usual coefficients 1, 2, ½, ½.
 * @param from where to begin
 */
export function maximise(of: (arguments_: number[]) => number, from: readonly number[]): number[] {
  const cost = (logs: readonly number[]) => -of(logs.map(Math.exp));
  const point = (at: number[]) => ({ at, cost: cost(at) });
  const start = from.map(Math.log);
  let simplex = [start, ...start.map((_, axis) => start.map((x, i) => (i === axis ? x + 0.2 : x)))].map(
    point,
  );

  for (let round = 0; round < 1000; round++) {
    simplex.sort((a, b) => a.cost - b.cost);
    const best = simplex[0]!;
    const worst = simplex.at(-1)!;
    if (worst.cost - best.cost < 1e-6) break;
    const others = simplex.slice(0, -1);
    const middle = start.map((_, axis) => others.reduce((sum, { at }) => sum + at[axis]!, 0) / others.length);
    const along = (factor: number) => point(middle.map((x, axis) => x + factor * (x - worst.at[axis]!)));
    const reflected = along(1);
    const expanded = reflected.cost < best.cost ? along(2) : undefined;
    const contracted =
      reflected.cost >= others.at(-1)!.cost ? along(reflected.cost < worst.cost ? 0.5 : -0.5) : undefined;
    if (expanded && expanded.cost < reflected.cost) simplex = [...others, expanded];
    else if (!contracted) simplex = [...others, reflected];
    else if (contracted.cost < Math.min(reflected.cost, worst.cost)) simplex = [...others, contracted];
    else
      simplex = [
        best,
        ...simplex.slice(1).map(({ at }) => point(at.map((x, axis) => (x + best.at[axis]!) / 2))),
      ];
  }
  return simplex[0]!.at.map(Math.exp);
}
