/** Channels that can be closed, and what all citizens are told. */

export type ChannelName = "all" | "web" | "wechat" | "wecom" | "hotline";

/** What became of the messages of the last day. */
export interface Deliveries {
  delivered: number;
  waiting: number;
  deferred: number;
  refused: number;
}

export interface Channel {
  name: ChannelName;
  title: string;
  open: boolean;
  notice: string;
  reason: string;
  changed_by: string;
  changed_at: string | null;
  deliveries: Deliveries | null;
}

export interface Turn {
  open: boolean;
  notice: string;
  reason: string;
}

/** `channels` empty means everywhere; times are ISO, with their zone. */
export interface NewAnnouncement {
  text: string;
  channels: ChannelName[];
  starts_at: string;
  ends_at: string;
}

export interface Announcement extends NewAnnouncement {
  id: string;
  created_by: string;
  created_at: string;
}
