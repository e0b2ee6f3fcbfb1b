// Wrong use of the command line: one sentence that names the value, and a remedy. Exit code 2.

const NAME = 'UsageError';

export interface UsageError extends Error {
  remedy: string;
}

export function usageError(message: string, remedy: string): UsageError {
  return Object.assign(new Error(message), { name: NAME, remedy });
}

export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === NAME;
}
