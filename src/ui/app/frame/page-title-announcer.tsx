import { useEffect } from 'react';
import { VisuallyHidden } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { areas } from '../areas.ts';
import { useLabels } from '../i18n.ts';
import { useGivenName } from '../page-title.ts';
import { placeOf } from '../trail.ts';

/** Keeps the document's title in step with the page and says it to screen readers, which do not notice hash changes. */
export function PageTitle() {
  const { t } = useTranslation('app');
  const labels = useLabels();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const givenName = useGivenName(path);
  const place = placeOf(areas, path);
  const page = givenName ?? (place === null ? t('notFound.title') : labels(place.page.labelKey));
  const title = t('titleOfPage', { page });
  useEffect(() => {
    document.title = title;
  }, [title]);
  return <VisuallyHidden role="status">{page}</VisuallyHidden>;
}
