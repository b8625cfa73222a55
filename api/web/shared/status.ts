import type { Status } from "./contract";

/** How the four states of a policy are named to readers. */
export const STATUS_LABELS: Record<Status, string> = {
  in_force: "现行有效",
  not_yet_in_force: "尚未施行",
  expired: "已失效",
  repealed: "已废止",
};
