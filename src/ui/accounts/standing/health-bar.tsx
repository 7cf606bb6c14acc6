import { useTranslation } from 'react-i18next';
import { toneColours, type Tone } from '../../components/tone/tone.ts';
import classes from './standing.module.css';

/** 0–100 as a short bar and as the number; a dash before the first check. */
export function HealthBar({ health }: { readonly health: number | null }) {
  const { t } = useTranslation('accounts');
  if (health === null) return <span className={classes['unknown']}>{t('health.unknown')}</span>;
  return (
    <span className={classes['health']}>
      <span className={classes['track']} aria-hidden>
        <span style={{ width: `${health}%`, background: toneColours(toneOfHealth(health)).solid }} />
      </span>
      <span className={classes['number']}>{health}</span>
    </span>
  );
}

function toneOfHealth(health: number): Tone {
  if (health >= 70) return 'positive';
  return health >= 40 ? 'caution' : 'critical';
}
