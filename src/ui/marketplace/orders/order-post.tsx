import { useState } from 'react';
import { Anchor, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { longestPost, type OrderDetail } from '#contract/marketplace/order.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Section } from '../../components/layout/section.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { useMay } from '../../app/use-may.ts';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';

/** The post as it will be, or is; the text of a draft can still be changed. */
export function OrderPost({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('marketplace');
  const mayWrite = useMay('marketplace:write');
  return (
    <Section
      title={t('detail.postTitle')}
      actions={
        order.postLink === null ? undefined : (
          <Anchor href={order.postLink} target="_blank" rel="noreferrer" size="sm">
            {t('detail.openPost')}
          </Anchor>
        )
      }
    >
      {order.status === 'draft' && mayWrite ? (
        <DraftText key={order.version} order={order} />
      ) : order.postText === '' ? (
        <p className={classes['text']}>{t('detail.noPost')}</p>
      ) : (
        <p className={`${classes['text'] ?? ''} ${classes['post'] ?? ''}`} dir="auto">
          {order.postText}
        </p>
      )}
    </Section>
  );
}

function DraftText({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const refresh = useRefresh();
  const { keyOf, settled } = useCommandKey();
  const [text, setText] = useState(order.postText);
  const saving = useMutation(
    trpc.marketplace.editDraft.mutationOptions({ onSettled: refresh, onSuccess: settled }),
  );
  const { id, version, scheduledAt } = order;
  return (
    <div className={classes['form']}>
      <Textarea
        label={t('detail.postText')}
        dir="auto"
        autosize
        minRows={3}
        maxRows={10}
        maxLength={longestPost}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {saving.error === null ? null : <ErrorState error={toConsoleError(saving.error)} variant="inline" />}
      {text === order.postText ? null : (
        <div className={classes['buttons']}>
          <GuardedButton
            size="xs"
            loading={saving.isPending}
            onClick={() =>
              saving.mutate({
                key: keyOf(`${id} ${version} ${text}`),
                id,
                version,
                postText: text,
                scheduledAt,
              })
            }
          >
            {t('detail.edit')}
          </GuardedButton>
        </div>
      )}
    </div>
  );
}
