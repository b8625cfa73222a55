import type { Role } from "../access";

export const ROLE_DUTIES: Record<Role, string> = {
  operator: "接听电话，查政策，答复市民留下的问题。",
  curator: "编写、导入本部门的知识，提交审核。",
  reviewer: "审核别人提交的知识，通过或退回。",
  publisher: "发布、撤回，维护词典。",
  administrator: "管理账号和设置；看不到审计日志。",
  auditor: "查看全部记录和审计日志，什么也不改。",
};
