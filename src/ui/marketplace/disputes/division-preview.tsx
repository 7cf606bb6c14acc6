import { useTranslation } from 'react-i18next';
import type { DisputeDetail } from '#contract/disputes.ts';
import { dividePrice } from '#contract/marketplace/divide-price.ts';
import { formatMoney } from '../../components/money/format-money.ts';
import classes from '../marketplace.module.css';

type DivisionPreviewProps = { readonly dispute: DisputeDetail; readonly back: bigint };

/** Who would get what of the price, to the micro, commission included. */
export function DivisionPreview({ dispute, back }: DivisionPreviewProps) {
  const { t, i18n } = useTranslation('marketplace');
  const { currency } = dispute.price;
  const text = (micros: bigint) => formatMoney({ micros: String(micros), currency }, i18n.language);
  const { commissionMicros, earnedMicros } = dividePrice(
    BigInt(dispute.price.micros),
    BigInt(dispute.commission.micros),
    back,
  );
  return (
    <p className={classes['text']} role="status">
      {t('disputes.previewText', {
        back: text(back),
        advertiser: dispute.advertiser.name,
        editor: text(earnedMicros),
        name: dispute.editor.name,
        platform: text(commissionMicros),
      })}
    </p>
  );
}
