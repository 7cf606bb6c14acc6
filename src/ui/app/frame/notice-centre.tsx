import { ActionIcon, Button, Indicator, Popover, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconBell,
  IconCircleCheck,
  IconCircleX,
  IconInfoCircle,
  type Icon,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { toneColours, type Tone } from '../../components/tone/tone.ts';
import {
  clearNotices,
  markAllNoticesRead,
  markNoticeRead,
  unreadCount,
  useNotices,
  type Notice,
  type NoticeKind,
} from '../notices.ts';
import { RunningExports } from './running-exports.tsx';
import { ToolTarget } from './tool-target.tsx';
import classes from './notice-centre.module.css';

const looks: Readonly<Record<NoticeKind, { readonly icon: Icon; readonly tone: Tone }>> = {
  info: { icon: IconInfoCircle, tone: 'info' },
  success: { icon: IconCircleCheck, tone: 'positive' },
  warning: { icon: IconAlertTriangle, tone: 'caution' },
  error: { icon: IconCircleX, tone: 'critical' },
};

/** The bell: what happened while one looked elsewhere. */
export function NoticeCentre() {
  const { t } = useTranslation('app');
  const [opened, { toggle, close, set }] = useDisclosure(false);
  const unread = useNotices(unreadCount);
  const label = t('notices.open', { count: unread });
  return (
    <ToolTarget label={label} opened={opened}>
      <Popover position="bottom-end" width={380} opened={opened} onChange={set} trapFocus returnFocus>
        <Popover.Target>
          <ActionIcon size="lg" aria-label={label} onClick={toggle}>
            <Indicator disabled={unread === 0} color="red" size={8} offset={3} withBorder>
              <IconBell size={19} stroke={1.7} aria-hidden display="block" />
            </Indicator>
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown className={classes['dropdown']} aria-label={t('notices.title')}>
          <NoticeList onFollow={close} />
        </Popover.Dropdown>
      </Popover>
    </ToolTarget>
  );
}

function NoticeList({ onFollow }: { readonly onFollow: () => void }) {
  const { t } = useTranslation('app');
  const notices = useNotices((state) => state.notices);
  const unread = useNotices(unreadCount);
  return (
    <>
      <div className={classes['head']}>
        <h2 className={classes['title']} tabIndex={-1} data-autofocus>
          {t('notices.title')}
        </h2>
        {unread === 0 ? null : (
          <span className={classes['unread']}>{t('notices.unread', { count: unread })}</span>
        )}
        <span className={classes['gap']} />
        {unread === 0 ? null : (
          <Button size="compact-xs" variant="subtle" onClick={markAllNoticesRead}>
            {t('notices.markAllRead')}
          </Button>
        )}
        {notices.length === 0 ? null : (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={clearNotices}>
            {t('notices.clear')}
          </Button>
        )}
      </div>
      <RunningExports />
      {notices.length === 0 ? (
        <EmptyState icon={IconBell} title={t('notices.empty')}>
          {t('notices.emptyHint')}
        </EmptyState>
      ) : (
        <ul className={classes['list']} aria-label={t('notices.list')} tabIndex={0}>
          {notices.map((notice) => (
            <NoticeItem key={notice.id} notice={notice} onFollow={onFollow} />
          ))}
        </ul>
      )}
    </>
  );
}

function NoticeItem({ notice, onFollow }: { readonly notice: Notice; readonly onFollow: () => void }) {
  const { t } = useTranslation('app');
  const { icon: KindIcon, tone } = looks[notice.kind];
  return (
    <li className={classes['notice']} data-unread={!notice.read || undefined}>
      <KindIcon size={18} stroke={1.8} color={toneColours(tone).text} aria-hidden />
      <div className={classes['words']}>
        <VisuallyHidden>
          {t(`notices.kind.${notice.kind}`)}
          {notice.read ? null : `, ${t('notices.new')}`}
        </VisuallyHidden>
        {notice.link === undefined ? (
          <span className={classes['name']}>{notice.title}</span>
        ) : (
          <Link
            to={notice.link}
            className={classes['name']}
            onClick={() => {
              markNoticeRead(notice.id);
              onFollow();
            }}
          >
            {notice.title}
          </Link>
        )}
        <p className={classes['message']}>{notice.message}</p>
        <span className={classes['time']}>
          <RelativeTimeText at={notice.at} />
        </span>
      </div>
    </li>
  );
}
