import type { Wall } from "../contracts/wall";
import { call } from "./http";

export const WALL_EVENTS = "/api/desk/wall/events";

export const readWall = (signal?: AbortSignal): Promise<Wall> => call("/api/desk/wall", { signal });
