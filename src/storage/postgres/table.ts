// What is declared of a table of the schema.

export interface Table {
  name: string;
  kind: 'big' | 'shared' | 'local';
  /** Names the supplier that may read a row as its own; none: suppliers see nothing. */
  supplierColumn?: string;
  /** A condition on the row besides, where the column names other parties too. */
  supplierIf?: string;
  /** The columns that it may read of them: its role has no privilege on the others. */
  supplierReads?: readonly string[];
  /** Not of an organisation: the program's role has no privilege on it. */
  ownerOnly?: boolean;
  /** Why a unique key does without the organisation: it tells others that a value is taken. */
  keyWithoutOrg?: string;
  /** Why its rows are in no back-up. */
  notBackedUp?: string;
}
