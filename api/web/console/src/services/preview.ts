import type { AnswerConflict, Preview, PreviewRequest } from "../contracts/preview";
import { change } from "./http";

export async function ask(request: PreviewRequest): Promise<Preview> {
  return await change<Preview>("POST", "/api/preview/ask", request);
}

export async function findConflicts(request: Omit<PreviewRequest, "question" | "region">): Promise<AnswerConflict[]> {
  return await change<AnswerConflict[]>("POST", "/api/preview/conflicts", request);
}
