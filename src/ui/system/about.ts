import type { z } from 'zod';
import type { systemContract } from '#contract/system.ts';

export type About = z.output<typeof systemContract.about.output>;
