import type { Citation, Status } from "./contract";

/** How the four states of a policy are named to readers. */
export const STATUS_LABELS: Record<Status, string> = {
  in_force: "现行有效",
  not_yet_in_force: "尚未施行",
  expired: "已失效",
  repealed: "已废止",
};

/** How the rule of a citation stands, in the words of the service where it has any: "将于2026年7月1日期满失效". */
export function statusLabel({ status, status_text }: Pick<Citation, "status" | "status_text">): string {
  return status_text || STATUS_LABELS[status];
}
