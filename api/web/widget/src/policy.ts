/** What the host page's own content policy forbids the widget. */
export type Blocked = "connect-src" | "frame-src";

/** Hear when the page's policy keeps the widget from its service at `origin`; returns how to stop listening. */
export function onBlocked(origin: string, blocked: (directive: Blocked) => void): () => void {
  const listen = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void => {
    if (!blockedURI.startsWith(origin)) return;
    if (effectiveDirective === "connect-src" || effectiveDirective === "frame-src") blocked(effectiveDirective);
  };
  document.addEventListener("securitypolicyviolation", listen);
  return () => document.removeEventListener("securitypolicyviolation", listen);
}
