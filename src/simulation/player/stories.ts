// Stories of the demo: a customer asks for half as much again, a bought component with a long lead
// time breaks some three weeks out, and some days later its supplier brings more by itself. The
// component and the customer were picked from the example so that it alone breaks.

export interface Story {
  customerId: string;
  itemId: string; // what the customer calls off
  componentId: string; // one a piece
  locationId: string;
  surgeOn: number; // working day of play, 1 = the day on which it begins
  reliefOn: number;
}

export const RAISE = 0.5;
/** Days from the release to the first raised call. */
export const RAISED_AFTER_DAYS = 13;

export const STORIES: readonly Story[] = [
  {
    customerId: 'NORDWAGEN',
    itemId: 'VA-810',
    componentId: 'EC-7060',
    locationId: 'P1',
    surgeOn: 3,
    reliefOn: 7,
  },
];

export function isOfStory(customerId: string, itemId: string): boolean {
  return STORIES.some((story) => story.customerId === customerId && story.itemId === itemId);
}

/** Components of the stories that the example begins with: theirs to solve is the planner's. */
const TOLD_COMPONENTS: readonly string[] = ['MG-2207', 'HB-0415'];

export function isTold(itemId: string): boolean {
  return TOLD_COMPONENTS.includes(itemId);
}

/** Components whose suppliers keep their word, so that the story's hole is the surge's. */
export function isStoryComponent(itemId: string): boolean {
  return STORIES.some((story) => story.componentId === itemId);
}
