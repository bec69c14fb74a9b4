import { useText } from '../../kit/index.ts';
import { useBrands } from '../stores/use-stores.ts';
import { messages } from './messages.ts';
import type { Consent } from './standing.ts';
import { useChannels } from './use-channels.ts';
import { usePurposes } from './use-purposes.ts';

const { methods } = messages.en;
const isMethod = (code: string): code is keyof typeof methods => Object.hasOwn(methods, code);

/** Says what a consent is about in the panel's language; a code that only a source knows stands as it is. */
export function useScopeText() {
  const { t } = useText(messages);
  const { purposeName } = usePurposes();
  const { channelName } = useChannels();
  const { brands } = useBrands();
  const brandName = (code: string) => brands.value.find((brand) => brand.code === code)?.name ?? code;
  return {
    purpose: ({ purpose }: Pick<Consent, 'purpose'>) =>
      purpose === null ? t('anyPurpose') : purposeName(purpose),
    /** Brand, channel and contact point, in one line. */
    where: ({ brand, channel, contactPoint }: Pick<Consent, 'brand' | 'channel' | 'contactPoint'>) =>
      [
        channel === null ? t('anyChannel') : channelName(channel),
        contactPoint?.value ?? t('anyContact'),
        brand === null ? t('anyBrand') : brandName(brand),
      ].join(' · '),
    method: (code: string) => (isMethod(code) ? t(`methods.${code}`) : code),
    notice: ({ code, version, language }: NonNullable<Consent['notice']>) =>
      language === null
        ? t('notice', { code, version })
        : t('noticeIn', { code, version, language: language.toUpperCase() }),
  };
}
