// `npm run docs:metrics`: writes docs/metrics.md from the definitions of the metrics.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeMetrics } from '../src/contract/metrics/describe-metrics.ts';

writeFileSync(path.resolve(import.meta.dirname, '../docs/metrics.md'), describeMetrics());
