import { createRouter, createWebHashHistory } from "vue-router";

import { landing, type Permission } from "./access";
import { deskRoutes, homeRoutes, pageRoutes } from "./routes/pages";
import { session } from "./session";
import type { MenuGroupName } from "./shell/menu";

declare module "vue-router" {
  interface RouteMeta {
    /** Anybody may open it, signed in or not. */
    open?: boolean;
    /** The right without which the page would show nothing. */
    permission?: Permission;
    title?: string;
    /** The group of the menu in which the page stands; none where it is opened from another page. */
    menu?: MenuGroupName;
    /** Takes the width of the window: tables and editors do, texts to read do not. */
    wide?: boolean;
  }
}

/** Addresses stand after the `#`, so that the service has one page to serve. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: "/", component: () => import("./pages/HomePage.vue") }, // never shown: who is signed in decides where it leads
    { path: "/sign-in", component: () => import("./pages/SignInPage.vue"), meta: { open: true, title: "登录" } },
    ...homeRoutes,
    ...deskRoutes,
    {
      path: "/search",
      component: () => import("./pages/SearchPage.vue"),
      meta: { title: "查政策", menu: "常用", permission: "search" },
    },
    {
      path: "/entries",
      component: () => import("./pages/EntriesPage.vue"),
      meta: { title: "知识条目", menu: "知识", permission: "entries.read", wide: true },
    },
    {
      path: "/entries/new",
      component: () => import("./pages/EntryPage.vue"),
      meta: { title: "新建条目", permission: "entries.edit", wide: true },
    },
    {
      path: "/entries/:id",
      component: () => import("./pages/EntryPage.vue"),
      meta: { title: "条目", permission: "entries.read", wide: true },
    },
    ...pageRoutes,
    { path: "/documents", redirect: "/entries" }, // what it was called before
    { path: "/:unknown(.*)", redirect: "/" },
  ],
});

router.beforeEach(async (to) => {
  const user = await session.known();
  // Where nobody asked for a certain page, the role decides, also after signing in.
  const next = to.path === "/" ? {} : { next: to.fullPath };
  if (!user) return to.meta.open ? true : { path: "/sign-in", query: next };
  if (to.meta.open || to.path === "/") return landing(user.role);
  return !to.meta.permission || session.can(to.meta.permission) ? true : landing(user.role);
});
