import { html, type TemplateResult } from "lit";

import type { Status } from "../../../shared/contract";

const SIGNS: Record<Status, string> = { in_force: "✓", not_yet_in_force: "○", expired: "✕", repealed: "✕" };

/** Whether a rule is in force: a sign and a word, so that the colour is never alone. */
export function statusBadge(status: Status, words: string): TemplateResult {
  return html`<p class="status ${status}" data-testid="citation-status"><span aria-hidden="true">${SIGNS[status]} </span>${words}</p>`;
}
