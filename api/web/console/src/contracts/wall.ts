/** The whole desk at a moment; null where nothing was measured yet. */
import type { PresenceState } from "./desk";

export interface WallPerson {
  username: string;
  name: string;
  state: PresenceState;
  since: string | null;
  conversations: number;
}

export interface Wall {
  at: string;
  waiting: number;
  longest_wait_seconds: number;
  taken: number;
  closed_today: number;
  average_wait_seconds: number | null;
  average_handling_seconds: number | null;
  rating_average: number | null;
  rated: number;
  calls: { ringing: number; answered: number; ended_today: number };
  people: WallPerson[];
  departments: { name: string; waiting: number }[];
}
