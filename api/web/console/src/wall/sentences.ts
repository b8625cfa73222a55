const MINUTE = 60;
const HOUR = 3_600;

/** A length of time in few words: "45 秒", "12 分", "1 时 5 分"; a dash where nothing was measured. */
export function duration(seconds: number | null): string {
  if (seconds === null) return "—";
  const whole = Math.max(0, Math.round(seconds));
  if (whole < MINUTE) return `${whole} 秒`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} 分`;
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  return `${Math.floor(whole / HOUR)} 时${minutes ? ` ${minutes} 分` : ""}`;
}
