import { serveOverIpc } from './serve-over-ipc.ts';
import { transportSuite } from './transport-suite.ts';

transportSuite('the contract over the desktop’s channel', serveOverIpc);
