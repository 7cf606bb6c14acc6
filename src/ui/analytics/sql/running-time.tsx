import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './sql.module.css';

/** For how long a statement has been running. */
export function RunningTime({ limit }: { readonly limit: number }) {
  const { t } = useTranslation('analytics');
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const began = Date.now();
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - began) / 1_000)), 250);
    return () => clearInterval(timer);
  }, []);
  return <span className={classes['quiet']}>{t('sql.running', { seconds, limit })}</span>;
}
