import type { RouteRecordNormalized } from "vue-router";

import type { Permission } from "../access";

export interface MenuGroup {
  label: string;
  items: { path: string; title: string }[];
}

const GROUPS = ["常用", "知识", "维护", "管理"] as const;
export type MenuGroupName = (typeof GROUPS)[number];

/** The pages that stand in the menu, in groups, those left out that the user has no right to open. */
export function menuOf(routes: readonly RouteRecordNormalized[], can: (permission: Permission) => boolean): MenuGroup[] {
  const open = routes.filter(({ meta }) => meta.menu && (!meta.permission || can(meta.permission)));
  return GROUPS.map((label) => ({
    label,
    items: open
      .filter(({ meta }) => meta.menu === label)
      .map(({ path, meta }) => ({ path, title: meta.title ?? path })),
  })).filter(({ items }) => items.length > 0);
}
