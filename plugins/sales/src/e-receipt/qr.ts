import { encode } from 'uqr';

/**
 * A QR code (ISO/IEC 18004) as SVG, one path on white, which phones read in dark mode too.
 * @param label what a screen reader says of it
 */
export function qrSvg(text: string, label: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data
    .flatMap((row, y) => runsOf(row).map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`))
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" aria-label="${escaped(label)}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${path}"/></svg>`;
}

/** Where dark modules begin, and how many there are in a row. */
function runsOf(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const [x, dark] of row.entries()) {
    if (!dark) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  }
  return runs;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/**
 * What the code on a receipt says to a till that takes goods back: which receipt, and nothing of anybody.
 * @example returnCode('pos-lyon', '000482') === 'chaland:receipt?source=pos-lyon&number=000482'
 */
export const returnCode = (source: string, number: string): string =>
  `chaland:receipt?${new URLSearchParams({ source, number })}`;
