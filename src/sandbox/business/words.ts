import type { Category, PostFormat } from '#contract/marketplace/channels.ts';

export const firstNames = [
  'Ada',
  'Aziz',
  'Bella',
  'Carlos',
  'Daria',
  'Emil',
  'Farida',
  'Goran',
  'Hanna',
  'Igor',
  'Jonas',
  'Kamila',
  'Leo',
  'Malika',
  'Nadia',
  'Olga',
  'Pavel',
  'Quentin',
  'Rustam',
  'Sara',
  'Timur',
  'Uma',
  'Viktor',
  'Wanda',
  'Xenia',
  'Yusuf',
  'Zoe',
] as const;

export const lastNames = [
  'Abbasov',
  'Berg',
  'Costa',
  'Dimitrov',
  'Eriksen',
  'Fischer',
  'Garcia',
  'Hassan',
  'Ivanova',
  'Jansen',
  'Karimov',
  'Lind',
  'Moreau',
  'Novak',
  'Okafor',
  'Petrova',
  'Quispe',
  'Rossi',
  'Saidov',
  'Tanaka',
  'Usmanov',
  'Varga',
  'Weber',
  'Yilmaz',
  'Zhang',
] as const;

export const companyWords = [
  'Amber',
  'Blue',
  'Cedar',
  'Delta',
  'Ember',
  'Fable',
  'Granite',
  'Harbor',
  'Indigo',
  'Juniper',
  'Kite',
  'Lumen',
  'Maple',
  'North',
  'Orbit',
  'Pixel',
  'Quartz',
  'River',
  'Summit',
  'Tundra',
  'Umber',
  'Vertex',
  'Willow',
  'Zenith',
] as const;

export const companyKinds = [
  'Media',
  'Apps',
  'Games',
  'Labs',
  'Exchange',
  'Travel',
  'Foods',
  'Academy',
  'Studio',
  'Wear',
] as const;

/** With the share of customers who live there, in percent, and the language of their channels. */
export const countries = [
  ['UZ', 16, 'uz'],
  ['KZ', 9, 'ru'],
  ['UA', 10, 'uk'],
  ['DE', 9, 'de'],
  ['US', 11, 'en'],
  ['GB', 6, 'en'],
  ['IN', 9, 'en'],
  ['TR', 7, 'tr'],
  ['BR', 6, 'pt'],
  ['ES', 4, 'es'],
  ['FR', 4, 'fr'],
  ['AE', 3, 'ar'],
  ['PL', 3, 'pl'],
  ['IT', 3, 'it'],
] as const;

type CategoryWords = {
  /** Of all channels, in percent. */
  readonly share: number;
  /** Price of a thousand views in cents of a dollar. */
  readonly perThousandViews: number;
  readonly titles: readonly [string, ...string[]];
  readonly posts: readonly [string, ...string[]];
};

export const categoryWords: Readonly<Record<Category, CategoryWords>> = {
  crypto: {
    share: 15,
    perThousandViews: 950,
    titles: ['Crypto', 'Chain', 'Token', 'Block'],
    posts: ['New listing on our exchange', 'Wallet with cash-back', 'Staking for beginners'],
  },
  tech: {
    share: 12,
    perThousandViews: 720,
    titles: ['Tech', 'Code', 'Gadget', 'Robot'],
    posts: ['Cloud servers from $4', 'Laptop sale this week', 'Learn TypeScript in a month'],
  },
  lifestyle: {
    share: 10,
    perThousandViews: 420,
    titles: ['Style', 'Home', 'Weekend', 'Cosy'],
    posts: ['Spring collection is here', 'Candles made by hand', 'Coffee subscription'],
  },
  news: {
    share: 12,
    perThousandViews: 310,
    titles: ['Daily', 'City', 'Morning', 'World'],
    posts: ['Read the weekly digest', 'New podcast episode', 'Subscribe to our paper'],
  },
  finance: {
    share: 9,
    perThousandViews: 1_150,
    titles: ['Money', 'Invest', 'Market', 'Capital'],
    posts: ['A card without fees', 'Savings at 14 %', 'Taxes made simple'],
  },
  gaming: {
    share: 9,
    perThousandViews: 380,
    titles: ['Game', 'Arena', 'Pixel', 'Quest'],
    posts: ['New season starts Friday', 'Skins for half the price', 'Join the open beta'],
  },
  education: {
    share: 7,
    perThousandViews: 560,
    titles: ['Learn', 'Study', 'Lingua', 'Exam'],
    posts: ['English in 12 weeks', 'Free lesson on Saturday', 'Scholarships abroad'],
  },
  entertainment: {
    share: 9,
    perThousandViews: 260,
    titles: ['Fun', 'Cinema', 'Humor', 'Show'],
    posts: ['Tickets for the festival', 'New series tonight', 'Stand-up in your city'],
  },
  travel: {
    share: 5,
    perThousandViews: 640,
    titles: ['Travel', 'Flight', 'Island', 'Route'],
    posts: ['Flights to Istanbul from €49', 'Last-minute hotels', 'Visa support'],
  },
  sport: {
    share: 5,
    perThousandViews: 450,
    titles: ['Sport', 'Goal', 'Run', 'Fight'],
    posts: ['Gym membership −30 %', 'Match analysis every day', 'Running shoes sale'],
  },
  health: {
    share: 4,
    perThousandViews: 690,
    titles: ['Health', 'Yoga', 'Doctor', 'Fit'],
    posts: ['Vitamins delivered', 'Online doctor in 10 minutes', 'Yoga at home'],
  },
  business: {
    share: 3,
    perThousandViews: 1_050,
    titles: ['Business', 'Startup', 'Founder', 'Trade'],
    posts: ['CRM for small teams', 'Conference in May', 'Open an account in a day'],
  },
};

export const titleEndings = [
  'Today',
  'Insider',
  'Hub',
  'Channel',
  'Digest',
  'Lab',
  'Club',
  'Live',
  'Zone',
  'Notes',
  'Pulse',
  'Guide',
] as const;

/** What each format costs against a post for a day, and how often it is bought. */
export const formats: readonly (readonly [PostFormat, number, number, number])[] = [
  // format, hours, price, share
  ['post', 24, 1, 0.58],
  ['post', 48, 1.35, 0.2],
  ['pinned', 24, 1.7, 0.12],
  ['repost', 72, 0.8, 0.06],
  ['story', 24, 0.5, 0.04],
];

export const rejections = [
  'The post does not fit the channel',
  'No free place that day',
  'The link leads elsewhere',
  'Not our topic',
] as const;
export const cancellations = [
  'Changed plans',
  'Found another channel',
  'The offer has ended',
  'Wrong text',
] as const;
export const praise = ['Great work, thank you', 'Published on time', 'Good reach', 'Will come back'] as const;
export const blame = ['Too few views', 'Published late', 'Hard to reach'] as const;
