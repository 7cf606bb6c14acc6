import { IconChevronRight } from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { areas } from '../areas.ts';
import { useLabels } from '../i18n.ts';
import { useGivenName } from '../page-title.ts';
import { trailOf } from '../trail.ts';
import classes from './breadcrumbs.module.css';

/** From the domain down to this page. */
export function Breadcrumbs() {
  const { t } = useTranslation('app');
  const labels = useLabels();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const givenName = useGivenName(path);
  const trail = trailOf(areas, path);
  return (
    <nav className={classes['breadcrumbs']} aria-label={t('landmarks.breadcrumbs')}>
      <ol>
        {trail.length === 0 ? <li aria-current="page">{t('notFound.title')}</li> : null}
        {trail.map(({ labelKey, path: target }, index) => {
          const last = index === trail.length - 1;
          const label = last && givenName !== null ? givenName : labels(labelKey);
          return (
            <li key={`${labelKey} ${target ?? ''}`} {...(last ? { 'aria-current': 'page' as const } : {})}>
              {index === 0 ? null : <IconChevronRight size={14} stroke={1.8} aria-hidden />}
              {last || target === null ? <span>{label}</span> : <Link to={target}>{label}</Link>}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
