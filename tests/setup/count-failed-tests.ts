import { afterEach } from 'vitest';
import { countFailedTest } from './failed-tests.ts';

// A set-up file, which runs for each test file. The files of a process share their modules, so that a hook of a module
// would be one of the first file only.
afterEach(({ task }) => {
  if (task.result?.state === 'fail') countFailedTest();
});
