import { builtUi } from '../../../src/host/build-ui.ts';

/** Before any console starts: two that build the page at the same time would take each other's files away. */
export default async function buildPage(): Promise<void> {
  await builtUi(new AbortController().signal);
}
