// The planning parameters with their defaults (handbook 15), as `drumbeat.json` names them.

export interface PlanningParameters {
  overdue_grace_days: number;
  dead_after_days: number;
  consumption_backward_days: number;
  consumption_forward_days: number;
  forecast_version: string; // blank: the newest made_on
  reschedule_horizon_days: number | null; // null: the larger of 30 and the lead time
  damp_in_days: number;
  damp_out_days: number;
  damp_value: number;
  safety_stock_share: number;
  below_safety_stock_days: number;
  excess_days_of_supply: number;
  slow_moving_days: number;
  expiring_days: number;
  unconfirmed_after_days: number;
  unconfirmed_fence_days: number;
  capacity_overload_percent: number;
  capacity_idle_percent: number;
  buildable_days: number;
  severity_days: number;
  fair_share: boolean;
  keep_promises: boolean;
  use_predicted_dates: boolean;
  holding_cost_rate: number;
  constrained_alternates: 'plan' | 'propose';
  atp_keeps_safety_stock: boolean;
}

export const DEFAULT_PARAMETERS: PlanningParameters = {
  overdue_grace_days: 1,
  dead_after_days: 10,
  consumption_backward_days: 7,
  consumption_forward_days: 7,
  forecast_version: '',
  reschedule_horizon_days: null,
  damp_in_days: 5,
  damp_out_days: 10,
  damp_value: 500,
  safety_stock_share: 0,
  below_safety_stock_days: 0,
  excess_days_of_supply: 90,
  slow_moving_days: 180,
  expiring_days: 30,
  unconfirmed_after_days: 5,
  unconfirmed_fence_days: 10,
  capacity_overload_percent: 100,
  capacity_idle_percent: 50,
  buildable_days: 10,
  severity_days: 14,
  fair_share: false,
  keep_promises: true,
  use_predicted_dates: false,
  holding_cost_rate: 0.2,
  constrained_alternates: 'plan',
  atp_keeps_safety_stock: false,
};

/** What a folder or an installation plans with. */
export interface PlanningSettings {
  asOf: number; // days since 1970-01-01, in `timezone`
  timezone: string; // IANA name
  horizonDays: number; // days 0 (as_of) .. horizonDays - 1 are planned
  currency: string; // ISO 4217: the money of every sum
  parameters: PlanningParameters;
}
