// A link that lets one person in once: the first admin of a new installation, somebody invited, or
// a person who lost the way in. Its token is kept as a hash and is good for 24 hours or 7 days.

const HOUR = 3_600_000;

export type LinkKind = 'first_admin' | 'invitation';

export interface OneTimeLink {
  tokenHash: string;
  kind: LinkKind;
  personId: string | null; // null: the first admin, who is made by using it
  createdAt: number;
  expiresAt: number;
}

export const LINK_LIFE: Readonly<Record<LinkKind, number>> = {
  first_admin: 24 * HOUR,
  invitation: 7 * 24 * HOUR,
};
