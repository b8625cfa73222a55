import type { Attachment, EntryComment } from "../contracts/entries";
import { of } from "./entries";
import { call, change } from "./http";

export async function listComments(id: string): Promise<EntryComment[]> {
  return await call<EntryComment[]>(`${of(id)}/comments`);
}

export async function addComment(id: string, text: string): Promise<void> {
  await change<unknown>("POST", `${of(id)}/comments`, { text });
}

export async function attach(id: string, file: File): Promise<Attachment> {
  const body = new FormData();
  body.set("file", file);
  return await change<Attachment>("POST", `${of(id)}/attachments`, body);
}

export async function detach(attachment: string): Promise<void> {
  await change<unknown>("DELETE", attachmentUrl(attachment));
}

export function attachmentUrl(attachment: string): string {
  return `/api/attachments/${encodeURIComponent(attachment)}`;
}
