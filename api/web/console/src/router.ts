import { createRouter, createWebHashHistory } from "vue-router";

import { session } from "./session";

declare module "vue-router" {
  interface RouteMeta {
    open?: boolean;
  }
}

/** Addresses stand after the `#`, so that the service has one page to serve. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: "/", redirect: "/search" },
    { path: "/sign-in", component: () => import("./pages/SignInPage.vue"), meta: { open: true } },
    { path: "/search", component: () => import("./pages/SearchPage.vue") },
    { path: "/documents", component: () => import("./pages/DocumentsPage.vue") },
    { path: "/:unknown(.*)", redirect: "/search" },
  ],
});

router.beforeEach(async (to) => {
  const user = await session.known();
  if (!user && !to.meta.open) return { path: "/sign-in", query: { next: to.fullPath } };
  return user && to.meta.open ? "/search" : true;
});
