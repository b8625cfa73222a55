import type { Entry, EntryAction } from "../contracts/entries";

/** What a person is asked for before something is done. */
export interface ActionForm {
  /** On the button. */
  label: string;
  title: string;
  confirm: string;
  message?: string;
  danger?: boolean;
  /** The name under which the free text goes to the service, and how it is labelled. */
  text?: { name: string; label: string; required?: boolean };
  /** A day, or an instant, to be chosen. */
  day?: { name: string; label: string; required?: boolean; time?: boolean };
  successor?: boolean;
  person?: boolean;
  done: string;
  /** The last part of the address where it differs from the name of the action. */
  verb?: string;
  /** The action is about the latest revision, which the service wants to hear. */
  revision?: boolean;
}

export type AskedAction = Exclude<EntryAction, "edit" | "rollback" | "comment">;

export const ACTION_FORMS: Record<AskedAction, ActionForm> = {
  submit: {
    label: "提交审核",
    title: "提交审核",
    confirm: "提交审核",
    text: { name: "note", label: "给审核人的说明" },
    done: "已提交审核",
    revision: true,
  },
  approve: {
    label: "通过",
    title: "审核通过",
    confirm: "通过",
    text: { name: "comment", label: "审核意见" },
    done: "已通过，等待发布",
    revision: true,
  },
  return: {
    label: "退回",
    title: "退回修改",
    confirm: "退回",
    text: { name: "comment", label: "退回意见", required: true },
    done: "已退回",
    danger: true,
    revision: true,
  },
  publish: {
    label: "发布",
    title: "发布",
    confirm: "现在发布",
    message: "发布后，群众马上会得到这一版的答复。",
    done: "已发布",
    revision: true,
  },
  schedule: {
    label: "定时发布",
    title: "定时发布",
    confirm: "定时发布",
    day: { name: "at", label: "发布时间（北京时间）", required: true, time: true },
    done: "已定好发布时间",
    verb: "publish",
    revision: true,
  },
  confirm: {
    label: "确认有效",
    title: "确认仍然有效",
    confirm: "确认仍有效",
    message: "您核对过：内容与现行规定一致。",
    day: { name: "next_due", label: "下次复核日期" },
    done: "已确认仍有效",
  },
  assign: {
    label: "指派",
    title: "指派负责人",
    confirm: "指派",
    person: true,
    day: { name: "due_on", label: "办理期限" },
    done: "已指派",
  },
  withdraw: {
    label: "撤回",
    title: "撤回",
    confirm: "撤回",
    message: "撤回后，群众不再得到这个条目的答复。不填时间则马上撤回。",
    text: { name: "reason", label: "撤回原因", required: true },
    day: { name: "at", label: "撤回时间（北京时间）", time: true },
    successor: true,
    done: "已撤回",
    danger: true,
  },
  repeal: {
    label: "废止",
    title: "废止",
    confirm: "废止",
    message: "从废止之日起，这份文件和解读它的条目一起退出答复；有替代文件的，会告诉群众。",
    text: { name: "reason", label: "废止依据", required: true },
    day: { name: "repealed_on", label: "废止日期", required: true },
    successor: true,
    done: "已废止",
    danger: true,
  },
};

/** In the order of the work; what leads on stands first, what takes away stands last. */
const ORDER: readonly AskedAction[] = [
  "submit",
  "approve",
  "return",
  "publish",
  "schedule",
  "confirm",
  "assign",
  "withdraw",
  "repeal",
];
const LEADING: readonly AskedAction[] = ["submit", "approve", "publish", "confirm"];

export function offered({ actions }: Pick<Entry, "actions">): AskedAction[] {
  return ORDER.filter((name) => actions.includes(name));
}

/** The step that usually comes next: the one button that stands out. */
export function leading(actions: readonly AskedAction[]): AskedAction | null {
  return LEADING.find((name) => actions.includes(name)) ?? null;
}

export interface ActionAnswers {
  text: string;
  day: string;
  successor: string;
}

/** The body that the service expects: the free text always, of the rest what was filled in. */
export function bodyOf(action: AskedAction, answers: ActionAnswers, revision: number): Record<string, unknown> {
  const { text, day, successor, revision: asksRevision } = ACTION_FORMS[action];
  return {
    ...(asksRevision && { revision }),
    ...(text && { [text.name]: answers.text }),
    ...filled(day?.name, day?.time ? chinaInstant(answers.day) : answers.day),
    ...filled(successor && "successor_id", answers.successor),
  };
}

function filled(name: string | false | undefined, value: string): Record<string, string> {
  return name && value ? { [name]: value } : {};
}

/** What a field for date and time holds, as an instant of China's time, whatever the computer's own zone. */
export function chinaInstant(local: string): string {
  if (!local) return "";
  return `${local.length === 16 ? `${local}:00` : local}+08:00`;
}
