import { ref, shallowRef, type Ref, type ShallowRef } from "vue";

import { copyText } from "../../../shared/clipboard";
import type { UseKind } from "../contracts/desk";
import { isAnswer, plainScript, useOf, wordsOf, type Script, type Standing } from "../desk/script";
import { recordUse } from "../services/desk";
import { tell } from "../toast";
import { useAction } from "./useAction";

export interface ScriptDesk {
  script: ShallowRef<Script | null>;
  /** What was done with it; empty while it is only shown. */
  used: Ref<UseKind | "">;
  editing: Ref<boolean>;
  busy: Ref<boolean>;
  failure: Ref<string>;
  show: (script: Script) => void;
  /** Take away what was made for a caller who is gone. */
  forgetCall: () => void;
  /** Whom what is shown is for. */
  where: () => Standing;
  /** Once: a key pressed twice is not two uses. */
  adopt: () => Promise<void>;
  /** Use it in other words. */
  save: (words: string) => Promise<void>;
  /** Whether another answer may take its place without asking. */
  isFree: () => boolean;
}

/** The answer that is read aloud now, and what the operator does with it. */
export function useScript(standing: () => Standing): ScriptDesk {
  const script = shallowRef<Script | null>(null);
  const used = ref<UseKind | "">("");
  const editing = ref(false);
  const { busy, failure, run } = useAction();
  const where = (): Standing => script.value?.standing ?? standing();

  function put(next: Script | null): void {
    script.value = next;
    [used.value, editing.value, failure.value] = ["", false, ""];
  }

  async function use(kind: "adopted" | "edited", words: string): Promise<void> {
    const shown = script.value;
    if (!shown || busy.value) return;
    const copied = await copyText(plainScript(shown, words));
    const kept = isKept(shown, where());
    if (kept && !(await run(() => recordUse(useOf(shown, where(), kind, words))))) return;
    tell(done(shown, kept, copied));
    if (script.value === shown) [used.value, editing.value] = [kind, false];
  }

  async function adopt(): Promise<void> {
    if (script.value && script.value.from !== "ahead" && !used.value && !editing.value) await use("adopted", wordsOf(script.value));
  }

  return {
    script,
    used,
    editing,
    busy,
    failure,
    show: put,
    forgetCall: () => void (isOfCall(script.value) && !editing.value && put(null)),
    where,
    adopt,
    save: (words) => use("edited", words),
    isFree: () => !editing.value && (!script.value || used.value !== "" || isOfCall(script.value)),
  };
}

/** A phrase is nobody's answer, and what is said to nobody is not written down. */
function isKept(script: Script, { conversation }: Standing): boolean {
  return isAnswer(script) && conversation !== "";
}

function isOfCall(script: Script | null): boolean {
  return script?.from === "call" || script?.from === "ahead";
}

function done({ from }: Script, kept: boolean, copied: boolean): string {
  const record = kept ? "已记录" : from === "phrase" ? "" : "没有来电或会话，没有记录";
  return [record, copied ? "已复制" : "没能复制"].filter(Boolean).join("，");
}
