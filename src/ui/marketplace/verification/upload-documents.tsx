import { useState } from 'react';
import { FileButton, Progress, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { VerificationDetail } from '#contract/marketplace/verification.ts';
import {
  type DocumentKind,
  documentKinds,
  documentLimits,
  documentTypes,
} from '#contract/marketplace/verification-states.ts';
import { commandKeySchema } from '#contract/outbox.ts';
import { toConsoleError, useErrorText } from '../../app/errors.ts';
import { useTRPCClient } from '../../app/trpc.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { sendDocument } from './send-document.ts';
import { useVerificationRefresh } from './use-verification-refresh.ts';
import classes from './verification.module.css';

const megabytes = documentLimits.bytes / 1_048_576;

/** A file on its way. It has a number instead of its name, which may say more than anybody needs. */
type Item = {
  readonly key: string;
  readonly kind: DocumentKind;
  readonly share: number;
  readonly state: 'sending' | 'checking' | 'done' | 'failed';
  readonly problem: string | null;
};

/** Takes documents for an open request: dropped or picked, several at once, sent one after the other. */
export function UploadDocuments({ request }: { readonly request: VerificationDetail }) {
  const { t } = useTranslation('verification');
  const client = useTRPCClient();
  const refresh = useVerificationRefresh();
  const errorText = useErrorText();
  const [kind, setKind] = useState<DocumentKind>(request.kind === 'identity' ? 'passport' : 'card');
  const [over, setOver] = useState(false);
  const [items, setItems] = useState<readonly Item[]>([]);
  const sending = items.some(({ state }) => state === 'sending' || state === 'checking');

  async function take(files: readonly File[]): Promise<void> {
    const taken = files.map((file) => ({ file, key: commandKeySchema.parse(crypto.randomUUID()) }));
    setItems(taken.map(({ key }) => ({ key, kind, share: 0, state: 'sending', problem: null })));
    const change = (key: string, part: Partial<Item>) =>
      setItems((all) => all.map((item) => (item.key === key ? { ...item, ...part } : item)));
    for (const { file, key } of taken) {
      if (file.size > documentLimits.bytes) {
        change(key, { state: 'failed', problem: t('documents.tooLarge', { megabytes }) });
        continue;
      }
      try {
        await sendDocument(client, {
          id: request.id,
          kind,
          file,
          key,
          onProgress: (received) =>
            change(key, {
              share: (received / file.size) * 100,
              state: received === file.size ? 'checking' : 'sending',
            }),
        });
        change(key, { state: 'done', share: 100 });
      } catch (error) {
        const { message, advice } = errorText(toConsoleError(error));
        change(key, { state: 'failed', problem: `${message} ${advice}` });
      }
      refresh();
    }
  }

  return (
    <div className={classes['form']}>
      <div
        className={classes['drop']}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (!sending) void take([...event.dataTransfer.files]);
        }}
      >
        <Select
          size="xs"
          w={170}
          aria-label={t('documents.what')}
          allowDeselect={false}
          value={kind}
          onChange={(next) => setKind(documentKinds.find((each) => each === next) ?? kind)}
          data={documentKinds.map((each) => ({ value: each, label: t(`documents.kinds.${each}`) }))}
        />
        <span>{t('documents.drop')}</span>
        <FileButton
          multiple
          accept={documentTypes.join(',')}
          inputProps={{ 'aria-label': t('documents.pick') }}
          onChange={(files) => void take(files)}
        >
          {({ onClick }) => (
            <GuardedButton size="xs" variant="light" loading={sending} onClick={onClick}>
              {t('documents.pick')}
            </GuardedButton>
          )}
        </FileButton>
      </div>
      <p className={classes['quiet']}>
        {t('documents.limits', { megabytes, most: documentLimits.perRequest })}
      </p>
      {items.length === 0 ? null : (
        <ul className={classes['list']} aria-label={t('documents.add')} aria-live="polite">
          {items.map((item, index) => (
            <li key={item.key} className={classes['document']}>
              <span className={classes['words']}>
                <span className={classes['name']}>{t('documents.file', { number: index + 1 })}</span>{' '}
                <span className={classes['quiet']}>{t(`documents.${item.state}`)}</span>
                {item.problem === null ? null : <p className={classes['warning']}>{item.problem}</p>}
                {item.state === 'sending' ? (
                  <Progress
                    size="xs"
                    value={item.share}
                    aria-label={t('documents.file', { number: index + 1 })}
                  />
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
