import type { Shortcut } from "../composables/useShortcuts";

/** The keys of the operator's desk; what they do stands where it is done. */
export const DESK_KEYS = {
  search: { keys: ["s"], label: "到查找框" },
  choose: { keys: ["ArrowDown", "ArrowUp"], label: "在查找框里：选结果" },
  open: { keys: ["Enter"], label: "在查找框里：打开所选的结果" },
  ask: { keys: ["Ctrl+Enter"], label: "在查找框里：当作来电人的问题来问" },
  leave: { keys: ["Escape"], label: "离开查找框，到答复" },
  adopt: { keys: ["Enter", "a"], label: "采纳（记录并复制）" },
  edit: { keys: ["e"], label: "修改后采用" },
  save: { keys: ["Ctrl+Enter"], label: "修改时：采用修改后的话" },
  wrong: { keys: ["w"], label: "报告有误" },
  canned: { keys: ["/"], label: "常用语" },
  code: { keys: ["c"], label: "填咨询码" },
  next: { keys: ["n"], label: "最新的答复" },
  call: { keys: ["l"], label: "下一个来电" },
  help: { keys: ["?"], label: "这张表" },
} as const satisfies Record<string, { keys: readonly string[]; label: string }>;

export function deskKey(name: keyof typeof DESK_KEYS, run: Shortcut["run"]): Shortcut {
  const { keys, label } = DESK_KEYS[name];
  return { keys: [...keys], label, run };
}

export const ALL_DESK_KEYS = Object.values(DESK_KEYS).map(({ keys, label }) => ({ keys: [...keys], label }));
