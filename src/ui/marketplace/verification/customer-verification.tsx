import { useState } from 'react';
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CustomerId } from '#contract/ids.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useMay } from '../../app/use-may.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Section } from '../../components/layout/section.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import marketplace from '../marketplace.module.css';
import { OpenRequest } from './open-request.tsx';
import { VerificationBadge } from './verification-badge.tsx';

/** What a customer had verified, in their profile, and a way to ask for more. */
export function CustomerVerification({ id }: { readonly id: CustomerId }) {
  const { t } = useTranslation('verification');
  const trpc = useTRPC();
  const navigate = useNavigate();
  const mayHandIn = useMay('marketplace:write');
  const [asking, setAsking] = useState(false);
  const { data, error, refetch } = useQuery(trpc.verification.ofCustomer.queryOptions({ customerId: id }));
  return (
    <Section
      title={t('ofCustomer.title')}
      actions={
        <GuardedButton
          size="compact-xs"
          variant="light"
          reason={mayHandIn ? null : t('drawer.mayNotHandIn')}
          onClick={() => setAsking(true)}
        >
          {t('ofCustomer.new')}
        </GuardedButton>
      }
    >
      {error === null || data !== undefined ? null : (
        <ErrorState error={toConsoleError(error)} variant="inline" onRetry={() => void refetch()} />
      )}
      {data?.length === 0 ? <p className={marketplace['text']}>{t('ofCustomer.none')}</p> : null}
      <ul className={marketplace['cards']}>
        {(data ?? []).map((request) => (
          <li key={request.id} className={marketplace['cardLine']}>
            <Anchor
              size="sm"
              renderRoot={(props) => (
                <Link to="/marketplace/verification" search={{ request: request.id }} {...props} />
              )}
            >
              {t(`kinds.${request.kind}`)}
              {request.label === null ? null : <bdi>{` · ${request.label}`}</bdi>}
            </Anchor>
            <span className={marketplace['quiet']}>
              <RelativeTimeText at={request.decidedAt ?? request.requestedAt} />
            </span>
            <VerificationBadge state={request.state} quiet />
          </li>
        ))}
      </ul>
      <OpenRequest
        opened={asking}
        customerId={id}
        onClose={() => setAsking(false)}
        onOpened={(opened) => {
          setAsking(false);
          void navigate({ to: '/marketplace/verification', search: { request: opened } });
        }}
      />
    </Section>
  );
}
