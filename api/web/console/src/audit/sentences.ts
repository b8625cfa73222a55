import { ROLE_LABELS } from "../access";
import { accountName } from "../services/options";

/** Families of actions as the filter offers them: the part before the dot of an action's name. */
export const ACTION_FAMILIES: Record<string, string> = {
  entry: "条目",
  import: "导入",
  watch: "网站监看",
  dictionary: "词典",
  user: "账号",
  session: "登录",
  password: "密码",
  attachment: "附件",
  sso: "单点登录",
  gate: "门禁",
  audit: "审计",
  handover: "人工答复",
  consultation: "咨询记录",
  privacy: "个人信息",
  channel: "渠道",
  announcement: "公告",
  retention: "留存期限",
};

const VERBS: Record<string, string> = {
  created: "新建",
  saved: "保存",
  imported: "导入",
  linked: "关联单点登录",
  edited: "修改",
  revised: "修改",
  submitted: "提交审核",
  returned: "退回",
  approved: "审核通过",
  published: "发布",
  scheduled: "定时",
  unscheduled: "取消定时",
  withdrawn: "撤回",
  repealed: "废止",
  rolled_back: "回退",
  confirmed: "确认",
  assigned: "指派",
  commented: "讨论",
  added: "增加",
  changed: "修改",
  removed: "删除",
  deleted: "删除",
  disabled: "停用",
  enabled: "启用",
  started: "开始",
  opened: "登录成功",
  signed_in: "登录",
  signed_out: "退出",
  closed: "退出",
  stored: "入库",
  failed: "失败",
  refused: "密码不对",
  locked: "锁定",
  revoked: "强制下线",
  reset: "重置密码",
  password_reset: "重置密码",
  password_changed: "修改密码",
  overridden: "越过",
  cancelled: "取消",
  resumed: "继续",
  checked: "检查",
  exported: "导出",
  verified: "校验",
  archived: "归档",
  taken: "接手",
  ended: "结束",
  contact_seen: "查看联系方式",
  read: "查看",
  erased: "删除",
  purged: "到期删除",
};

/** Verbs that mean something else of these families. */
const OTHER_VERBS: Record<string, string> = {
  "channel.opened": "开放",
  "channel.closed": "关闭",
};

/** An action in words: "条目 · 发布"; a part that is not known here stays as it was written. */
export function actionLabel(action: string): string {
  const [family = "", verb = ""] = action.split(".", 2);
  return [ACTION_FAMILIES[family] ?? family, OTHER_VERBS[action] ?? VERBS[verb] ?? verb].filter(Boolean).join(" · ");
}

const DETAILS: Record<string, string> = {
  revision: "版本",
  comment: "意见",
  reason: "原因",
  note: "说明",
  at: "时间",
  address: "地址",
  role: "角色",
  departments: "部门",
  regions: "地区",
  display_name: "姓名",
  disabled: "停用",
  decisions: "选择",
  successor: "替代文件",
  successor_id: "替代条目",
  repealed_on: "废止日期",
  assignee: "指派给",
  due_on: "期限",
  files: "文件",
  findings: "门禁发现",
  text: "说明",
  to: "回退到版本",
  next_due: "下次复核",
  method: "方式",
  user_agent: "浏览器",
  entries: "条目",
  entry: "条目",
  count: "份数",
  dry_run: "试导入",
  filename: "文件",
  media_type: "类型",
  author: "操作人",
  url: "网址",
  notice: "给市民的说明",
  channels: "渠道",
  from: "从",
  until: "到",
  conversations: "会话",
  turns: "问题",
  messages: "消息",
  before: "早于",
};

const METHODS: Record<string, string> = { password: "密码", sso: "单点登录" };


/** The details on one line; what says nothing is left out. */
export function detailsText(details: Record<string, unknown>): string {
  return Object.entries(details)
    .map(([name, value]) => [DETAILS[name] ?? name, valueText(name, value)])
    .filter(([, value]) => value)
    .map(([label, value]) => `${label}：${value}`)
    .join("；");
}

function valueText(name: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "是" : "否";
  if (Array.isArray(value)) return value.map((one) => valueText(name, one)).join("、");
  if (typeof value === "object") return detailsText(value as Record<string, unknown>).replaceAll("；", "，");
  return named(name, String(value));
}

function named(name: string, value: string): string {
  if (name === "role") return (ROLE_LABELS as Record<string, string>)[value] ?? value;
  if (name === "method") return METHODS[value] ?? value;
  return name === "assignee" || name === "author" ? accountName(value) : value;
}
