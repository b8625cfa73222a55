/** What a site owner chose; empty means the default. */
export interface Choice {
  mode: "launcher" | "inline" | "frame";
  site: string;
  region: string;
  lang: string;
  examples: string;
}

/** The attributes that a choice needs, those of the default left out. A tag without any would place no widget. */
export function attributesOf({ mode, site, region, lang, examples }: Choice): Record<string, string> {
  const questions = examples
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .join("|");
  const wanted = { "data-site": site.trim(), "data-mode": mode, "data-region": region, "data-lang": lang, "data-examples": questions };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value));
}

/** The line to paste into a page, for the service at an origin. */
export function snippet(choice: Choice, origin: string): string {
  const attributes = Object.entries(attributesOf(choice)).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return `<script src="${origin}/widget.js"${attributes.join("")} async></script>`;
}

/** What the site's content policy has to allow. */
export function policy({ mode }: Choice, origin: string): string {
  const calls = mode === "frame" ? `frame-src ${origin};` : `connect-src ${origin};`;
  return `script-src ${origin}; ${calls}`;
}

function escaped(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
