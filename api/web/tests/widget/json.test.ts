import { afterEach, describe, expect, it } from "vitest";

import { toJson } from "../../shared/json";

const SAMPLES = [
  { a: [1, "二\n\"", null, true], b: { c: undefined, d: {} }, "": [] },
  [],
  "😀\uD800",
  12.5,
  null,
  { "__proto__x": [[["深"]]] },
];

describe("toJson", () => {
  afterEach(() => {
    for (const prototype of [Array.prototype, Object.prototype, String.prototype]) Reflect.deleteProperty(prototype, "toJSON");
    Reflect.deleteProperty(Object.prototype, "polluted");
  });

  it.each(SAMPLES)("writes what JSON.stringify writes: %j", (value) => {
    expect(toJson(value)).toBe(JSON.stringify(value));
  });

  it.each(SAMPLES)("writes the same where old scripts changed the prototypes: %j", (value) => {
    const expected = JSON.stringify(value);
    const hostile = function (this: unknown) {
      return `<${String(this)}>`;
    };
    for (const prototype of [Array.prototype, Object.prototype, String.prototype]) Object.assign(prototype, { toJSON: hostile });
    Object.assign(Object.prototype, { polluted: [1] });
    const written = toJson(value);
    expect(JSON.stringify([1])).not.toBe("[1]");
    expect(written).toBe(expected);
  });
});
