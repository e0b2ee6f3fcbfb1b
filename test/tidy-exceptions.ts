// Where the house rules do not fit, by name and with the reason. An entry that is no longer needed
// fails the tidy test, so that this list only shrinks or is argued for.

/** Files of more than 300 lines (never more than 500), tests apart. */
export const longFiles: Record<string, string> = {};

/** Functions of more than 70 lines, as 'path#name'. */
export const longFunctions: Record<string, string> = {};

/** Classes, as 'path#name': for long-lived hosts, and errors that are thrown. */
export const classes: Record<string, string> = {};
