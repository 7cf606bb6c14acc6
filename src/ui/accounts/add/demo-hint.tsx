import { Code } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { useTRPC } from '../../app/trpc.ts';
import classes from './add.module.css';

/** An account of the demo's stand-in for Telegram that is not in its pool, and the password that some of them have. */
const examples = { phone: '+99966 2 0250', password: 'demo', qr: '' } as const;

/** How to try it where there is no phone: in the demo only. */
export function DemoHint({ topic }: { readonly topic: keyof typeof examples }) {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const isDemo = useQuery(trpc.system.about.queryOptions()).data?.demo === true;
  if (!isDemo) return null;
  return (
    <div className={classes['demo']}>
      <IconFlask size={16} stroke={1.7} aria-hidden />
      <p>
        <Trans
          t={t}
          i18nKey={`add.demo.${topic}`}
          values={{ example: examples[topic] }}
          components={{ code: <Code /> }}
        />
      </p>
    </div>
  );
}
