/** What the other end sent cannot be the handshake of Telegram's. The message says which check failed, and no value. */
export class HandshakeFailed extends Error {
  override readonly name = 'HandshakeFailed';
}
