// The exceptions and cases that stand: open ones, and for some days those that closed, because
// what comes back is the same again. A snapshot: a replan answers the next one.

import { createTextPool, intern, type TextPool } from '../../base/text-pool.ts';
import type { LivingException } from './living-exception.ts';

export interface Standing {
  /** Bases as numbers. It only grows, so that standings that follow one another share it. */
  bases: TextPool;
  /** By base: its spells, in no order; none where there never were any. Never changed in place. */
  spells: readonly (readonly LivingException[] | undefined)[];
}

export function nothingStands(): Standing {
  return { bases: createTextPool(), spells: [] };
}

/** Between a base and the number of a further spell. Bases never hold it (base-names.ts). */
const SPELL_MARK = '#';

/** The first spell is named by its base alone. */
export function spellId(base: string, spell: number): string {
  return spell === 1 ? base : `${base}${SPELL_MARK}${spell}`;
}

export function baseOfId(id: string): string {
  const mark = id.lastIndexOf(SPELL_MARK);
  return mark < 0 ? id : id.slice(0, mark);
}

export function standingOf(all: Iterable<LivingException>): Standing {
  return withChanges(nothingStands(), all);
}

export function livingAt({ bases, spells }: Standing, id: string): LivingException | null {
  const at = bases.codeOf.get(baseOfId(id));
  return (at === undefined ? undefined : spells[at])?.find((each) => each.id === id) ?? null;
}

export function* allLiving({ spells }: Standing): Generator<LivingException> {
  for (const ofBase of spells) if (ofBase) yield* ofBase;
}

/** Of bases that nothing stands under any more so many are kept before they are let go. */
const IDLE_BASES_MAX = 200_000;

/** The same without the bases that nothing stands under, once they are many; else itself. */
export function withoutIdleBases(standing: Standing, idleMost = IDLE_BASES_MAX): Standing {
  let used = 0;
  for (const spells of standing.spells) if (spells !== undefined) used++;
  const idle = standing.bases.texts.length - used;
  return idle > Math.max(idleMost, used) ? standingOf(allLiving(standing)) : standing;
}

/** The same with some of them changed, and some forgotten. */
export function withChanges(
  { bases, spells }: Standing,
  changed: Iterable<LivingException>,
  forgotten: Iterable<string> = [],
): Standing {
  const next = spells.slice();
  const others = (at: number, id: string): LivingException[] =>
    (next[at] ?? []).filter((living) => living.id !== id);
  for (const id of forgotten) {
    const at = bases.codeOf.get(baseOfId(id));
    if (at === undefined) continue;
    const rest = others(at, id);
    next[at] = rest.length > 0 ? rest : undefined;
  }
  for (const living of changed) {
    const at = intern(bases, living.base);
    while (next.length <= at) next.push(undefined);
    next[at] = [...others(at, living.id), living];
  }
  return { bases, spells: next };
}
