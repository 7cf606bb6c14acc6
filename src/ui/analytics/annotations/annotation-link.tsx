import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { exhaustive } from '#contract/exhaustive.ts';
import type { Annotation } from '#contract/metrics/annotations.ts';
import classes from './annotations.module.css';
import { useAnnotationText } from './use-annotation-text.ts';

/** What happened, as a link to where more of it is known. */
export function AnnotationLink({ annotation }: { readonly annotation: Annotation }) {
  const text = <bdi>{useAnnotationText()(annotation)}</bdi>;
  switch (annotation.kind) {
    case 'note':
      return (
        <>
          {text} <About note={annotation} />
        </>
      );
    case 'price':
      return (
        <Link to="/marketplace/listings" search={{ listing: annotation.listingId }}>
          {text}
        </Link>
      );
    case 'customer':
      return <CustomerLink id={annotation.customer.id}>{text}</CustomerLink>;
    case 'channel':
      return <ChannelLink id={annotation.channel.id}>{text}</ChannelLink>;
    case 'commission':
      return <Link to="/settings/commission">{text}</Link>;
    case 'risk_rules':
      return <Link to="/settings/risk">{text}</Link>;
    case 'dispute_rules':
      return <Link to="/settings/disputes">{text}</Link>;
    default:
      return exhaustive(annotation);
  }
}

type LinkProps = { readonly id: number; readonly children: ReactNode };

function CustomerLink({ id, children }: LinkProps) {
  return (
    <Link to="/marketplace/customers" search={{ customer: id }}>
      {children}
    </Link>
  );
}

function ChannelLink({ id, children }: LinkProps) {
  return (
    <Link to="/marketplace/channels" search={{ channel: id }}>
      {children}
    </Link>
  );
}

type Note = Extract<Annotation, { kind: 'note' }>;

/** Whom a note is about, and who wrote it. */
function About({ note: { about, by } }: { readonly note: Note }) {
  const { t } = useTranslation(['analytics', 'marketplace']);
  return (
    <span className={classes['about']}>
      {about === null ? null : about.kind === 'customer' ? (
        <CustomerLink id={about.id}>
          <bdi>{about.name}</bdi>
        </CustomerLink>
      ) : about.kind === 'channel' ? (
        <ChannelLink id={about.id}>
          <bdi>{about.title}</bdi>
        </ChannelLink>
      ) : (
        t(`marketplace:categories.${about.category}`)
      )}
      {by === '' ? null : <span>{t('annotations.by', { by })}</span>}
    </span>
  );
}
