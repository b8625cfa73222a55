import { defineConfig } from "vite";

/** Loaded a second time, the script does nothing: the elements are there. */
const ONCE = 'if (customElements.get("yihaoda-chat")) return;';

/** Indentation inside templates and style sheets is text to a minifier; to the browser it is one space. */
const withoutIndentation = {
  name: "without-indentation",
  transform: (code: string, id: string) => (id.includes("/widget/src/") ? code.replace(/\n\s+/g, "\n") : null),
};

/** The widget as one classic script without imports, so that a host page needs one tag, with or without `async`. */
export default defineConfig({
  publicDir: false,
  plugins: [withoutIndentation],
  build: {
    outDir: "../../static",
    emptyOutDir: false,
    target: "es2022",
    lib: { entry: "src/index.ts", formats: ["iife"], name: "yihaoda", fileName: () => "widget.js" },
    rollupOptions: { output: { intro: ONCE } },
  },
});
