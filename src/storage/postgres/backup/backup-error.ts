// Why a back-up cannot be written or read: the message has the place and the remedy.

export class BackupError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'BackupError';
  }
}
