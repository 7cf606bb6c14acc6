import { mirror } from '../../cache/mirror.ts';
import { verificationDocuments, verificationEvents, verificationRequests } from './schema.ts';

/** How requests stand. Of documents that they are there, not what they show: `verification_chunks` stays in Postgres. */
export const verificationMirrors = [
  mirror(verificationRequests, {
    indexes: {
      verification_requests_by_state: ['state', 'requestedAt'],
      verification_requests_by_customer: ['customerId'],
    },
  }),
  mirror(verificationDocuments, {
    without: ['digest', 'received'],
    indexes: { verification_documents_by_request: ['requestId'] },
  }),
  mirror(verificationEvents, { indexes: { verification_events_by_request: ['requestId'] } }),
];
