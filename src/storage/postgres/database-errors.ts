// What went wrong in the database, told apart by SQLSTATE alone: texts differ by version, language
// and extension.

import { DatabaseError } from './driver.ts';

/** The database cannot be reached, or went away in the middle. Trying again later may work. */
export class DatabaseUnavailableError extends Error {
  /** The connection was lost at the commit: the changes may be there or not. */
  readonly outcomeUnknown: boolean;
  constructor(message: string, cause: unknown, outcomeUnknown = false) {
    super(message, { cause });
    this.name = 'DatabaseUnavailableError';
    this.outcomeUnknown = outcomeUnknown;
  }
}

/** Five characters, or '' where the server said nothing. */
export function sqlStateOf(error: unknown): string {
  return error instanceof DatabaseError ? (error.code ?? '') : '';
}

/** Another transaction was in the way: the same work again may do. */
export function isConflict(error: unknown): boolean {
  return ['40001', '40P01'].includes(sqlStateOf(error));
}

export const isUniqueViolation = (error: unknown): boolean => sqlStateOf(error) === '23505';
export const isForeignKeyViolation = (error: unknown): boolean => sqlStateOf(error) === '23503';
export const isNotNullViolation = (error: unknown): boolean => sqlStateOf(error) === '23502';
export const isCheckViolation = (error: unknown): boolean => sqlStateOf(error) === '23514';
/** Of a privilege, or of a policy of row-level security. */
export const isForbidden = (error: unknown): boolean => sqlStateOf(error) === '42501';
/** By the transaction's own statement timeout, or by an administrator. */
export const isCanceled = (error: unknown): boolean => sqlStateOf(error) === '57014';
export const isLockNotAvailable = (error: unknown): boolean => sqlStateOf(error) === '55P03';
export const isDiskFull = (error: unknown): boolean => sqlStateOf(error) === '53100';
/** A value that the type, a check or an index cannot take: the same again fails again. */
export const isUnstorable = (error: unknown): error is Error =>
  /^22|^23514$|^54000$/.test(sqlStateOf(error));
/** A statement that writes, in a transaction or on a server that only reads. */
export const isReadOnly = (error: unknown): boolean => sqlStateOf(error) === '25006';

/** The violated constraint's name, '' if there is none. */
export function constraintOf(error: unknown): string {
  return error instanceof DatabaseError ? (error.constraint ?? '') : '';
}

/** The server said goodbye, or never was ready: connection exception, shutdown, too many. */
export function isServerGone(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state.startsWith('08') || ['57P01', '57P02', '57P03', '57P05', '53300'].includes(state);
}
