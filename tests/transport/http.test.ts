import { serveOverHttp } from './serve-over-http.ts';
import { transportSuite } from './transport-suite.ts';

transportSuite('the contract over HTTP and WebSocket', serveOverHttp);
