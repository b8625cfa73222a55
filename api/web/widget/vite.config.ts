import { defineConfig } from "vite";

/** The widget as one module without imports, so that a host page needs one script tag. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "../../static",
    emptyOutDir: false,
    target: "es2022",
    lib: { entry: "src/index.ts", formats: ["es"], fileName: () => "widget.js" },
  },
});
