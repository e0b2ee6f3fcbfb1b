// Brings what stands and what a replan finds together: raises what is new, updates what changed,
// closes what is gone, wakes what matters differently. Numbers are compared first; sentences are
// asked for where something changed. What does not change makes no event and no object.

import type { ClosingReason } from './closing-words.ts';
import { applyEvent } from './life-events.ts';
import type {
  LifeEvent,
  LifeMoment,
  LifeThresholds,
  LivingException,
  LivingKind,
  Seen,
  Told,
} from './living-exception.ts';
import { whyItWakes } from './matters-differently.ts';
import { seenChanges } from './seen-changes.ts';
import { gapBetween, matchSpells } from './spell-matching.ts';
import { type Standing, spellId, withChanges } from './standing.ts';

/** What a replan found of one kind, each at a place 0 .. count - 1. */
export interface Found {
  kind: LivingKind;
  count: number;
  base: Int32Array; // by place: its base in the standing's bases
  codeAt: (place: number) => string;
  isSpellAt: (place: number) => boolean; // one of several spells of days that its subject may have
  isSameAs: (place: number, seen: Seen) => boolean; // whether `seenAt` would be the same
  seenAt: (place: number) => Seen;
  tellAt: (place: number) => Told;
}

export interface Replanned {
  standing: Standing;
  found: Found;
  moment: LifeMoment;
  dayTurned: boolean; // the plan's day is another one than that of the last replan
  currency: string;
  thresholds: LifeThresholds;
  closedBecause: (living: LivingException) => ClosingReason; // it is no longer found
}

export interface Reconciled {
  standing: Standing;
  events: LifeEvent[]; // in the order of what was found, closings last
  refreshed: LifeEvent[]; // what the turn of the day alone moved: not news
  changed: LivingException[]; // each that is not as before, once
}

interface Work {
  replanned: Replanned;
  events: LifeEvent[];
  refreshed: LifeEvent[];
  changed: Map<string, LivingException>;
  isMet: Uint8Array; // by base: 1 = all that stands of it was found again
  met: Set<string>; // ids that were found again, of the other bases
}

export function reconcile(replanned: Replanned): Reconciled {
  const { standing, found } = replanned;
  const baseCount = standing.bases.texts.length;
  const work: Work = {
    replanned,
    events: [],
    refreshed: [],
    changed: new Map(),
    isMet: new Uint8Array(baseCount),
    met: new Set(),
  };
  const { first, next } = groupByBase(found, baseCount);
  for (let place = 0; place < found.count; place++) {
    const base = found.base[place];
    if (first[base] !== place) continue;
    const spells = standing.spells[base];
    if (next[place] < 0 && spells?.length === 1 && isTheSame(work, spells[0], place)) {
      work.isMet[base] = 1; // the common case: one thing, one exception
      meetAgain(work, spells[0], place);
      continue;
    }
    const places: number[] = [];
    for (let i = place; i >= 0; i = next[i]) places.push(i);
    meetSpells(work, spells ?? [], places);
  }
  const forgotten = closeTheRest(work);
  const changed = [...work.changed.values()];
  const isAsBefore = changed.length + forgotten.length === 0;
  return {
    standing: isAsBefore ? standing : withChanges(standing, changed, forgotten),
    events: work.events,
    refreshed: work.refreshed,
    changed,
  };
}

/** Places of one base as chains: its first, and by place the next one, -1 = none. */
function groupByBase(found: Found, baseCount: number): { first: Int32Array; next: Int32Array } {
  const first = new Int32Array(baseCount).fill(-1);
  const next = new Int32Array(found.count).fill(-1);
  for (let place = found.count - 1; place >= 0; place--) {
    next[place] = first[found.base[place]];
    first[found.base[place]] = place;
  }
  return { first, next };
}

function isTheSame({ replanned }: Work, living: LivingException, place: number): boolean {
  const { found, thresholds } = replanned;
  if (living.closed !== null) return false;
  if (!found.isSpellAt(place) || found.isSameAs(place, living.seen)) return true;
  return gapBetween(living.seen, found.seenAt(place)) <= thresholds.spellGapDays;
}

/** Those of one base: open ones are met first, then those that closed lately come back. */
function meetSpells(work: Work, spells: readonly LivingException[], places: number[]): void {
  const { standing, found, thresholds } = work.replanned;
  const isSpell = found.isSpellAt(places[0]);
  const gapDays = isSpell ? thresholds.spellGapDays : Number.POSITIVE_INFINITY;
  const open = spells.filter(({ closed }) => closed === null);
  const rest = meetNearest(work, open, places, gapDays, meetAgain);
  const closed = spells.filter((living) => living.closed !== null && isRemembered(work, living));
  const isNew = meetNearest(work, closed, rest, gapDays, comeBack);
  const base = standing.bases.texts[found.base[places[0]]];
  const taken = new Set(spells.map(({ id }) => id));
  for (const place of isNew) {
    let spell = 1;
    while (taken.has(spellId(base, spell))) spell++;
    const id = spellId(base, spell);
    taken.add(id);
    raise(work, id, base, place);
  }
}

/** Answers the places that met nobody. */
function meetNearest(
  work: Work,
  spells: readonly LivingException[],
  places: number[],
  gapDays: number,
  meet: (work: Work, living: LivingException, place: number) => void,
): number[] {
  if (spells.length === 0 || places.length === 0) return places;
  const { found } = work.replanned;
  const matched = matchSpells(
    spells.map(({ seen }) => seen),
    places.map((place) => found.seenAt(place)),
    gapDays,
  );
  places.forEach((place, i) => {
    if (matched[i] >= 0) meet(work, spells[matched[i]], place);
  });
  return places.filter((_, i) => matched[i] < 0);
}

function meetAgain(work: Work, living: LivingException, place: number): void {
  const { found, dayTurned, thresholds } = work.replanned;
  if (work.isMet[found.base[place]] === 0) work.met.add(living.id);
  if (found.isSameAs(place, living.seen)) {
    if (living.aside !== null) wakeIfItMatters(work, living);
    return;
  }
  const seen = found.seenAt(place);
  const changes = seenChanges(living.seen, seen, dayTurned, thresholds.dayTurnPercent);
  const told = found.tellAt(place);
  const next =
    changes.length === 0
      ? happen(work, living, { type: 'refreshed', seen, told })
      : happen(work, living, { type: 'updated', seen, told, changes });
  if (next.aside !== null) wakeIfItMatters(work, next);
}

function comeBack(work: Work, living: LivingException, place: number): void {
  const { found, thresholds } = work.replanned;
  const seen = found.seenAt(place);
  const changes = seenChanges(living.seen, seen, false, thresholds.dayTurnPercent);
  const text =
    living.state === 'resolved' ? 'Its cause is back after it was resolved.' : 'Its cause is back.';
  const told = found.tellAt(place);
  const next = happen(work, living, { type: 'reopened', seen, told, changes, text });
  if (next.aside !== null) wakeIfItMatters(work, next);
}

function raise(work: Work, id: string, base: string, place: number): void {
  const { kind, codeAt, seenAt, tellAt } = work.replanned.found;
  const told = tellAt(place);
  const seen = seenAt(place);
  happen(work, null, { type: 'raised', id, base, kind, code: codeAt(place), seen, told });
}

/** What went along with its case comes back with it (along-with-case.ts). */
function wakeIfItMatters(work: Work, living: LivingException): void {
  if (living.aside!.ofCase !== undefined) return;
  const { moment, currency, thresholds } = work.replanned;
  const text = whyItWakes({
    aside: living.aside!,
    seen: living.seen,
    asOf: moment.asOf,
    currency,
    thresholds,
    causeText: () => living.told.cause?.text ?? '',
  });
  if (text !== null) happen(work, living, { type: 'woken', text });
}

/** Closes open ones that were not found, and forgets those that closed too long ago; answers the
 * forgotten ids. */
function closeTheRest(work: Work): string[] {
  const { standing, closedBecause } = work.replanned;
  const forgotten: string[] = [];
  for (let base = 0; base < standing.spells.length; base++) {
    const spells = standing.spells[base];
    if (spells === undefined || work.isMet[base] === 1) continue;
    for (const living of spells) {
      if (living.closed !== null) {
        if (!isRemembered(work, living) && !work.changed.has(living.id)) forgotten.push(living.id);
      } else if (!work.met.has(living.id)) {
        const { text, facts } = closedBecause(living);
        happen(work, living, { type: 'closed', text, ...(facts.length > 0 && { facts }) });
      }
    }
  }
  return forgotten;
}

function isRemembered({ replanned }: Work, { closed }: LivingException): boolean {
  return replanned.moment.asOf - closed!.asOf <= replanned.thresholds.reopenDays;
}

type Happening = Partial<LifeEvent> & Pick<LifeEvent, 'type'>;

function happen(work: Work, living: LivingException | null, what: Happening): LivingException {
  const isNews = what.type !== 'refreshed';
  const event: LifeEvent = {
    id: living?.id ?? what.id!,
    kind: living?.kind ?? what.kind!,
    version: (living?.version ?? 0) + (isNews ? 1 : 0),
    ...work.replanned.moment,
    by: '',
    text: '',
    ...what,
  };
  (isNews ? work.events : work.refreshed).push(event);
  const next = applyEvent(living, event);
  work.changed.set(next.id, next);
  return next;
}
