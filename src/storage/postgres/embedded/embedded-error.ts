// What keeps the embedded PostgreSQL from running: the message says what, where and the remedy.

export class EmbeddedServerError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'EmbeddedServerError';
  }
}
