/** From the most particular to the least: each browser names the ones it descends from. */
const BROWSERS: readonly [RegExp, string][] = [
  [/MicroMessenger/, "微信"],
  [/QQBrowser/, "QQ 浏览器"],
  [/360SE|360EE|QIHU/, "360 浏览器"],
  [/UOS|Deepin/i, "统信浏览器"],
  [/Edg/, "Edge"],
  [/Firefox/, "Firefox"],
  [/Chrome|Chromium/, "Chrome"],
  [/Safari/, "Safari"],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/Windows/, "Windows"],
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Mac OS/, "macOS"],
  [/Linux/, "Linux"],
];

/** A browser in two words, from what it calls itself; its own words where it is none that is known. */
export function browserOf(agent: string): string {
  const named = [BROWSERS, SYSTEMS].map((list) => list.find(([pattern]) => pattern.test(agent))?.[1]);
  return named.filter(Boolean).join(" · ") || agent || "不明来源";
}
