/**
 * The script element that brought the widget. A classic script is told by the browser while it runs; a module looks for
 * its own name.
 */
export const SCRIPT = ownScript();

const SCRIPT_ORIGIN = SCRIPT?.src ? new URL(SCRIPT.src).origin : location.origin;

/** The origin of the service: of the given address, or else where this script came from. */
export function serviceOrigin(api: string | null): string {
  return api && URL.canParse(api) ? new URL(api).origin : SCRIPT_ORIGIN;
}

function ownScript(): HTMLScriptElement | null {
  if (document.currentScript instanceof HTMLScriptElement) return document.currentScript;
  const scripts = document.querySelectorAll<HTMLScriptElement>("script[src]");
  for (const script of scripts) if (/\/widget\.js$/.test(new URL(script.src, location.href).pathname)) return script;
  return null;
}
