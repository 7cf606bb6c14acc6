import type { Config } from 'drizzle-kit';

/** `npx drizzle-kit generate --name <what-changes>` writes the next migration from the schemas of all domains. */
const config: Config = {
  dialect: 'postgresql',
  schema: './src/core/**/schema.ts',
  out: './drizzle/pg',
};

export default config;
