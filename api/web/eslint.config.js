import js from "@eslint/js";
import { configs as lit } from "eslint-plugin-lit";
import vue from "eslint-plugin-vue";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  js.configs.recommended,
  tseslint.configs.strict,
  tseslint.configs.stylistic,
  vue.configs["flat/recommended"],
  {
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      "no-undef": "off",
      "no-console": "error",
      complexity: ["error", 10],
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true }],
      "max-params": ["error", 6],
      "@typescript-eslint/consistent-type-imports": "error",
      "vue/no-v-html": "error",
      "vue/max-attributes-per-line": "off",
      "vue/singleline-html-element-content-newline": "off",
      "vue/html-self-closing": "off",
      "vue/require-default-prop": "off",
    },
  },
  { files: ["widget/**/*.ts"], extends: [lit["flat/recommended"]] },
  { files: ["tests/**/*.ts"], rules: { "max-lines-per-function": "off", complexity: "off" } },
);
