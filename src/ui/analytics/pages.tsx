import { DashboardPage } from './dashboard-page.tsx';

export function PlatformPage() {
  return <DashboardPage name="platform" />;
}

export function EditorPage() {
  return <DashboardPage name="editor" />;
}

export function AdvertiserPage() {
  return <DashboardPage name="advertiser" />;
}

export function ChannelPage() {
  return <DashboardPage name="channel" />;
}

export function CategoryPage() {
  return <DashboardPage name="category" />;
}

export function CohortsPage() {
  return <DashboardPage name="customers" />;
}
