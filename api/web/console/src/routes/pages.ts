import type { RouteRecordRaw } from "vue-router";

/** The first page of who works on entries. */
export const homeRoutes: RouteRecordRaw[] = [
  {
    path: "/home",
    component: () => import("../pages/HomePage.vue"),
    meta: { title: "首页", menu: "常用", permission: "entries.read", wide: true },
  },
];

/** The pages of who talks to citizens, and of who looks after them. */
export const deskRoutes: RouteRecordRaw[] = [
  {
    path: "/desk",
    component: () => import("../pages/DeskPage.vue"),
    meta: { title: "坐席", menu: "常用", permission: "desk", wide: true },
  },
  {
    path: "/conversations",
    component: () => import("../pages/ConversationsPage.vue"),
    meta: { title: "人工答复", menu: "常用", permission: "desk", wide: true },
  },
  {
    path: "/conversations/:id",
    component: () => import("../pages/ConversationsPage.vue"),
    meta: { title: "人工答复", permission: "desk", wide: true },
  },
  {
    path: "/wall",
    component: () => import("../pages/WallPage.vue"),
    meta: { title: "大屏", menu: "管理", permission: "desk.supervise", wide: true },
  },
];

/** The pages around the entries: what brings them in, what is due, the dictionary, people and the log. */
export const pageRoutes: RouteRecordRaw[] = [
  {
    path: "/imports",
    component: () => import("../pages/ImportsPage.vue"),
    meta: { title: "导入", menu: "知识", permission: "imports.read", wide: true },
  },
  {
    path: "/imports/:id",
    component: () => import("../pages/ImportPage.vue"),
    meta: { title: "导入", permission: "imports.read", wide: true },
  },
  {
    path: "/watches",
    component: () => import("../pages/WatchesPage.vue"),
    meta: { title: "网站监看", menu: "知识", permission: "watches.read", wide: true },
  },
  {
    path: "/calendar",
    component: () => import("../pages/CalendarPage.vue"),
    meta: { title: "日历", menu: "知识", permission: "entries.read", wide: true },
  },
  {
    path: "/dictionary",
    component: () => import("../pages/DictionaryPage.vue"),
    meta: { title: "词典", menu: "维护", permission: "dictionary.read", wide: true },
  },
  {
    path: "/channels",
    component: () => import("../pages/ChannelsPage.vue"),
    meta: { title: "渠道", menu: "管理", permission: "channels.read", wide: true },
  },
  {
    path: "/users",
    component: () => import("../pages/UsersPage.vue"),
    meta: { title: "人员", menu: "管理", permission: "accounts.read", wide: true },
  },
  {
    path: "/audit",
    component: () => import("../pages/AuditPage.vue"),
    meta: { title: "审计日志", menu: "管理", permission: "audit.read", wide: true },
  },
  {
    path: "/account",
    component: () => import("../pages/AccountPage.vue"),
    meta: { title: "我的账号", permission: "session" },
  },
];
