import type { Shortcut } from "../composables/useShortcuts";

/** The keys of the questions for a person; what they do stands where it is done. */
export const CONVERSATION_KEYS = {
  next: { keys: ["j", "ArrowDown"], label: "下一个问题" },
  previous: { keys: ["k", "ArrowUp"], label: "上一个问题" },
  open: { keys: ["Enter"], label: "打开所选的问题" },
  take: { keys: ["t"], label: "接手" },
  reply: { keys: ["r"], label: "写答复" },
  send: { keys: ["Ctrl+Enter"], label: "发送写好的答复" },
  leave: { keys: ["Escape"], label: "离开输入框，回到对话" },
  draft: { keys: ["d"], label: "草拟答复" },
  sendDraft: { keys: ["Enter"], label: "在草拟的答复上：原样发送" },
  editDraft: { keys: ["e"], label: "改草拟的答复再发" },
  canned: { keys: ["/"], label: "常用语" },
  cannedWriting: { keys: ["Ctrl+/"], label: "写着答复时：常用语" },
  wrong: { keys: ["w"], label: "报告有误" },
  notes: { keys: ["n"], label: "内部备注" },
  transfer: { keys: ["g"], label: "转办" },
  close: { keys: ["x"], label: "结束" },
  code: { keys: ["c"], label: "查咨询编号" },
  help: { keys: ["?"], label: "这张表" },
} as const satisfies Record<string, { keys: readonly string[]; label: string }>;

type KeyName = keyof typeof CONVERSATION_KEYS;

/** What a key of the list does on a page. */
export function bound(name: KeyName, run: Shortcut["run"], inFields = false): Shortcut {
  const { keys, label } = CONVERSATION_KEYS[name];
  return { keys: [...keys], label, run, inFields };
}

/** To what was said: there every key works again. */
export function focusLog(): void {
  document.querySelector<HTMLElement>("[data-testid=log]")?.focus();
}

export const ALL_KEYS = Object.values(CONVERSATION_KEYS).map(({ keys, label }) => ({ keys: [...keys], label }));
