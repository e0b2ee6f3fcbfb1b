// Which demand is late or short, and why: the shape that lateness.ts answers in.

/** The parts of end demand (sales orders, call-offs, forecast, and component or transfer needs of
 * open orders) that cannot leave stock on their stock day. What is not listed is on time. Where a
 * running order's need passes through a phantom, each component that comes late makes a part of
 * what it holds up: those parts may overlap. */
export interface Lateness {
  count: number; // parts, sorted by demand line, then feasible day
  line: Int32Array; // demand line
  quantity: Float64Array; // smallest units
  feasibleDay: Int32Array; // day index from which it can leave stock; NEVER = short
  rootKind: Uint8Array; // ROOT_*: what binds at the bottom of the chain
  root: Int32Array; // supply line, planned order, stock lot or node, by rootKind
  pathStart: Int32Array; // by part, and one more: its chain from the demand's node to the root's
  pathNode: Int32Array; // nodes of the chain, end demand first
  pathDay: Int32Array; // day index on which the chain's need wanted the node
  lackNode: Int32Array; // by part: what lacks: the line's own node, beneath a phantom its component
  lackQuantity: Float64Array; // smallest units of that
  lackDay: Int32Array; // day index on which it is wanted
}

export const ROOT_SUPPLY = 0; // an open supply line comes later than its need: root = supply line
export const ROOT_LEAD_TIME = 1; // a planned order would have had to start before as_of: = order
export const ROOT_FENCE = 2; // a planned order may not come inside the fence: root = order
export const ROOT_NO_SUPPLY = 3; // nothing covers it in the horizon: root = node
export const ROOT_STOCK = 4; // stock in inspection or in transit, usable later: root = stock lot
