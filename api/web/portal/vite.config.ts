import { defineConfig } from "vite";

/** The pages for citizens; built first, because it empties the folder that the other two builds add to. */
export default defineConfig({
  base: "/static/",
  build: {
    outDir: "../../static",
    emptyOutDir: true,
    modulePreload: false,
    assetsInlineLimit: 0,
    target: "es2022",
    rollupOptions: {
      input: ["index", "embed", "playground", "accessibility"].map((name) => new URL(`${name}.html`, import.meta.url).pathname),
    },
  },
});
