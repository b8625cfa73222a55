// @vitest-environment node
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";

import { build } from "vite";
import { expect, it, vi } from "vitest";

const LARGEST_KB = 40;
const root = resolve(import.meta.dirname, "../../widget");

it(`is one classic script of at most ${LARGEST_KB} kB gzip, with every language in it`, async () => {
  vi.stubEnv("NODE_ENV", "production"); // otherwise the libraries come in their development builds
  const built = await build({ root, configFile: resolve(root, "vite.config.ts"), logLevel: "error", build: { write: false } });
  const files = [built].flat().flatMap((result) => ("output" in result ? result.output : []));
  expect(files.map(({ fileName }) => fileName)).toEqual(["widget.js"]);
  const code = files[0] && "code" in files[0] ? files[0].code : "";
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(LARGEST_KB * 1000);
  expect(code).not.toMatch(/^\s*(import|export)\b|import\.meta|\bimport\(/m);
  for (const word of ["发送", "發送", "Send"]) expect(code).toContain(word);
});
