import { useTranslation } from 'react-i18next';
import { PageHeader } from '../components/layout/page-header.tsx';
import { Section } from '../components/layout/section.tsx';
import { ChartSpecimens } from './chart-specimens.tsx';
import { ErrorSpecimens } from './error-specimens.tsx';
import { FeedbackSpecimens } from './feedback-specimens.tsx';
import { GridSpecimens } from './grid-specimens.tsx';
import { TextSpecimens } from './text-specimens.tsx';
import { TileSpecimens } from './tile-specimens.tsx';
import classes from './gallery.module.css';

/** Every shared component in every state: to look at, and for the tests to walk through. */
export function GalleryPage() {
  const { t } = useTranslation('gallery');
  return (
    <div className={classes['page']}>
      <PageHeader title={t('title')} description={t('description')} />
      <Section title={t('sections.text')}>
        <TextSpecimens />
      </Section>
      <Section title={t('sections.tiles')}>
        <TileSpecimens />
      </Section>
      <Section title={t('sections.feedback')}>
        <FeedbackSpecimens />
      </Section>
      <Section title={t('sections.charts')}>
        <ChartSpecimens />
      </Section>
      <Section title={t('sections.grid')}>
        <GridSpecimens />
      </Section>
      <Section title={t('sections.errors')}>
        <ErrorSpecimens />
      </Section>
    </div>
  );
}
