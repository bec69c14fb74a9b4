import { formatNumber, formatPercent, useText } from '../../kit/index.ts';
import type { Evidence } from './evidence.ts';
import { messages } from './messages.ts';

const { level: levels, compared } = messages.en;
const isLevel = (code: string): code is keyof typeof levels => Object.hasOwn(levels, code);
const isCompared = (name: string): name is keyof typeof compared => Object.hasOwn(compared, name);

/** Says what matching found in the panel's language; a code of a newer server stands as it is. */
export function useEvidenceText() {
  const { t } = useText(messages);
  const attribute = (name: string): string => (isCompared(name) ? t(`compared.${name}`) : name);
  const finding = ({ level, tf }: Evidence): string => {
    const said = isLevel(level) ? t(`level.${level}`) : level;
    return tf ? t('why.share', { finding: said, number: formatNumber(Math.round(1 / tf)) }) : said;
  };
  return {
    attribute,
    finding,
    /** Never rounded up to certainty, nor down to impossibility. */
    percent(probability: number): string {
      const tenth = 0.001;
      if (probability > 0 && probability < tenth / 10)
        return t('why.less', { percent: formatPercent(tenth / 10, 2) });
      if (probability < 0.01) return formatPercent(probability, 2);
      const capped = probability < 1 ? Math.min(probability, 1 - tenth) : 1;
      return formatPercent(capped, 1);
    },
    bits: (bits: number): string =>
      formatNumber(bits, { maximumFractionDigits: 1, minimumFractionDigits: 1, signDisplay: 'exceptZero' }),
  };
}
