import type { Translate } from "./i18n/sentences";

/** Where a turn under way stands. `position` counts from 1, `seconds` is a guess, null where there is none. */
export type Stage =
  | { at: "searching" | "reconnecting" | "offline" }
  | { at: "queued"; position: number; seconds: number | null };

/** Read the data of a `status` event; what is unknown counts as searching. */
export function stageOf(data: unknown): Stage {
  const { stage, position, wait_seconds } = (data ?? {}) as Record<string, unknown>;
  if ((stage !== "queued" && stage !== "later") || typeof position !== "number" || position < 1) return { at: "searching" };
  return { at: "queued", position, seconds: typeof wait_seconds === "number" && wait_seconds > 0 ? Math.ceil(wait_seconds) : null };
}

/** The seconds after which the service wants to be asked again, null where it goes on telling. */
export function laterBy(data: unknown): number | null {
  const { stage, retry_after } = (data ?? {}) as Record<string, unknown>;
  return stage === "later" && typeof retry_after === "number" && retry_after > 0 ? retry_after : null;
}

export function stageSentence(stage: Stage, say: Translate): string {
  if (stage.at !== "queued") return say(`turn.${stage.at}`);
  const { position, seconds } = stage;
  return seconds ? say("turn.queuedSeconds", { position, seconds }) : say("turn.queued", { position });
}
