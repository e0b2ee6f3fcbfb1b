// What a production order takes of each component, by the bill of material of its place and day:
// phantoms pass their need on, substitutes are for planners to choose.

import { compareText } from '../../base/compare-text.ts';
import { type Day, NO_DAY } from '../../units/day.ts';
import { type CompanyHour, given } from './company-day.ts';
import { type FeedView, viewFeed } from './fact-view.ts';

export interface ComponentNeed {
  itemId: string;
  quantity: number; // smallest units
}

interface MadeAt {
  itemId: string;
  locationId: string;
  sourceId: string;
}

const LEVELS_MAX = 20;

export function componentNeeds(
  hour: CompanyHour,
  made: MadeAt,
  quantity: number,
  start: Day,
  level = 0,
): ComponentNeed[] {
  const view = viewFeed(hour.facts, 'bom');
  const rows = billRows(hour, view, made, start);
  const component = view.text('component_item_id');
  const phantom = hour.facts.tables.bom.columns.find(({ name }) => name === 'phantom');
  const scrap = 1 + assemblyScrap(hour, made) / 100;
  const needs: ComponentNeed[] = [];
  for (const row of rows) {
    const itemId = component(row);
    const need = unitsOf(hour, view, row, made.itemId, itemId, quantity * scrap);
    if (need <= 0) continue;
    if (phantom?.values[row] === 1 && level < LEVELS_MAX) {
      const kit = { itemId, locationId: made.locationId, sourceId: '' };
      needs.push(...componentNeeds(hour, kit, need, start, level + 1));
    } else needs.push({ itemId, quantity: need });
  }
  return needs;
}

function billRows(hour: CompanyHour, view: FeedView, made: MadeAt, start: Day): number[] {
  const texts = ['item_id', 'location_id', 'source_id', 'substitute_for_line'];
  const [itemId, locationId, sourceId, substitute] = texts.map((name) => view.text(name));
  const offset = view.numbers('offset_days');
  const from = view.days('valid_from');
  const to = view.days('valid_to');
  const rows: number[] = [];
  for (let row = 0; row < view.count; row++) {
    if (itemId(row) !== made.itemId || substitute(row) !== '') continue;
    if (locationId(row) !== '' && locationId(row) !== made.locationId) continue;
    if (sourceId(row) !== '' && sourceId(row) !== made.sourceId) continue;
    const day = Math.max(hour.day, start + given(offset[row]));
    if (day < from[row] || (to[row] !== NO_DAY && day > to[row])) continue; // NO_DAY lies before
    rows.push(row);
  }
  const line = view.text('line');
  const component = view.text('component_item_id');
  const key = (row: number) => `${line(row).padStart(6, '0')}/${component(row)}`;
  return rows.sort((a, b) => compareText(key(a), key(b)));
}

function assemblyScrap(hour: CompanyHour, made: MadeAt): number {
  const view = viewFeed(hour.facts, 'item_locations');
  const itemId = view.text('item_id');
  const locationId = view.text('location_id');
  const percent = view.numbers('assembly_scrap_percent');
  for (let row = 0; row < view.count; row++) {
    if (itemId(row) === made.itemId && locationId(row) === made.locationId) {
      return given(percent[row]);
    }
  }
  return 0;
}

/** Rounded up to the component's smallest unit; what binary fractions add is taken off before. */
function unitsOf(
  hour: CompanyHour,
  view: FeedView,
  row: number,
  parentId: string,
  componentId: string,
  quantity: number,
): number {
  const number = (name: string) => view.numbers(name)[row];
  const base = given(number('base_quantity')) || 1;
  const percent = 1 + given(number('scrap_percent')) / 100;
  const divided = (given(number('yield_percent')) || 100) / 100;
  const parents = quantity / 10 ** (hour.decimals.get(parentId) ?? 0);
  const pieces = (parents * number('quantity_per')) / base + given(number('fixed_quantity'));
  const units = ((pieces * percent) / divided) * 10 ** (hour.decimals.get(componentId) ?? 0);
  return Math.ceil(units - 1e-6);
}
