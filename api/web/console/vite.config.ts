import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

/** The staff application, served at /console with its assets below /static/console/. */
export default defineConfig({
  base: "/static/console/",
  plugins: [vue()],
  build: {
    outDir: "../../static/console",
    emptyOutDir: true,
    modulePreload: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    target: "es2022",
  },
});
