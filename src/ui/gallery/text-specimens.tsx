import { useTranslation } from 'react-i18next';
import { checkOutcomes, standings } from '#contract/accounts.ts';
import { HealthBar } from '../accounts/standing/health-bar.tsx';
import { StandingBadge } from '../accounts/standing/standing-badge.tsx';
import { CopyableText } from '../components/layout/copyable-text.tsx';
import { FactList } from '../components/layout/fact-list.tsx';
import { MoneyText } from '../components/money/money-text.tsx';
import { DateTimeText } from '../components/time/date-time-text.tsx';
import { RelativeTimeText } from '../components/time/relative-time-text.tsx';
import { tones } from '../components/tone/tone.ts';
import { ToneBadge } from '../components/tone/tone-badge.tsx';
import { Specimen } from './specimen.tsx';
import classes from './gallery.module.css';

const hour = 3_600_000;
const amounts = ['12340000', '500', '-2500', '123456789012345678', '1000000000'] as const;

export function TextSpecimens() {
  const { t } = useTranslation('gallery');
  const now = Date.now();
  return (
    <div className={classes['specimens']}>
      <Specimen name="tone badge">
        <div className={classes['row']}>
          {tones.map((tone) => (
            <ToneBadge key={tone} tone={tone}>
              {tone}
            </ToneBadge>
          ))}
        </div>
      </Specimen>
      <Specimen name="standing badge">
        <div className={classes['row']}>
          {[...new Set([...standings, ...checkOutcomes])].map((standing) => (
            <StandingBadge key={standing} standing={standing} />
          ))}
        </div>
      </Specimen>
      <Specimen name="health bar">
        <div className={classes['row']}>
          {[100, 55, 12, 0, null].map((health) => (
            <HealthBar key={health} health={health} />
          ))}
        </div>
      </Specimen>
      <Specimen name="relative time">
        <div className={classes['row']}>
          {[now, now - 40_000, now - 3 * hour, now + 30 * hour, now - 9_000 * hour].map((at) => (
            <RelativeTimeText key={at} at={at} />
          ))}
          <RelativeTimeText at={null} />
          <DateTimeText at={now} />
        </div>
      </Specimen>
      <Specimen name="money">
        <div className={classes['row']}>
          {amounts.map((micros) => (
            <MoneyText key={micros} money={{ micros, currency: 'USD' }} />
          ))}
          <MoneyText money={{ micros: '1500000000', currency: 'JPY' }} />
        </div>
      </Specimen>
      <Specimen name="copyable text">
        <CopyableText value="P-7KQ2M9XA" label={t('samples.reference')} monospace />
      </Specimen>
      <Specimen name="fact list">
        <FactList
          facts={[
            { label: t('samples.name'), value: t('samples.person') },
            { label: t('samples.phone'), value: '+999 66 20000' },
          ]}
        />
      </Specimen>
    </div>
  );
}
