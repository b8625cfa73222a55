const taken = new WeakSet<Event>();

/**
 * The question of the host page's element that was clicked (`data-yihaoda-ask="…"`), empty where it has none, and where
 * another widget of the page has taken it.
 */
export function takeQuestion(event: MouseEvent): string {
  const target = event.target instanceof Element ? event.target.closest("[data-yihaoda-ask]") : null;
  const question = target?.getAttribute("data-yihaoda-ask") ?? "";
  if (!question || taken.has(event)) return "";
  taken.add(event);
  return question;
}
