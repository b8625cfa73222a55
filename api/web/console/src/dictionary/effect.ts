import type { ComparedAnswers, EffectResult, EffectVerdict, TriedAnswer } from "../contracts/dictionary";
import { OUTCOME_LABELS } from "../entries/outcomes";

/** The order in which a person reads them: what gets worse first. */
export const VERDICT_ORDER: readonly EffectVerdict[] = ["worse", "better", "changed"];

export interface EffectLine extends ComparedAnswers {
  change: EffectVerdict;
}

export function linesOf(result: EffectResult, only: EffectVerdict | "" = ""): EffectLine[] {
  const verdicts = VERDICT_ORDER.filter((verdict) => !only || verdict === only);
  return verdicts.flatMap((change) => result[change].map((line) => ({ ...line, change })));
}

const RIGHTNESS: Record<TriedAnswer["verdict"], string> = {
  right: "答对",
  asked_back: "反问",
  silent: "没有答",
  wrong: "答错",
};

/** What came of a question, in a line: "答对：《…》第四条". */
export function answerText({ verdict, outcome, top }: TriedAnswer): string {
  return [RIGHTNESS[verdict] ?? OUTCOME_LABELS[outcome], top].filter(Boolean).join("：");
}
