/**
 * How many days there are from one day to another, both `2026-11-02`; negative where the other lies before.
 * @example daysLeft('2026-11-30', '2026-11-02') // 28
 */
export const daysLeft = (dueOn: string, today: string): number =>
  Math.round((Date.parse(`${dueOn}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);
