import type { Announcement, Channel, ChannelName, NewAnnouncement, Turn } from "../contracts/channels";
import { call, change } from "./http";

const ANNOUNCEMENTS = "/api/announcements";

export const listChannels = (signal?: AbortSignal): Promise<Channel[]> => call("/api/channels", { signal });

export const turnChannel = (name: ChannelName, turn: Turn): Promise<Channel> => change("PUT", `/api/channels/${name}/switch`, turn);

export const listAnnouncements = (signal?: AbortSignal): Promise<Announcement[]> => call(ANNOUNCEMENTS, { signal });

export const announce = (announcement: NewAnnouncement): Promise<Announcement> => change("POST", ANNOUNCEMENTS, announcement);

export const takeDown = (id: string): Promise<null> => change("DELETE", `${ANNOUNCEMENTS}/${encodeURIComponent(id)}`);
