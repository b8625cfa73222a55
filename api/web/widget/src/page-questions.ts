/** The question of the host page's element that was clicked (`data-yihaoda-ask="…"`), empty where it has none. */
export function clickedQuestion(event: MouseEvent): string {
  const target = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-yihaoda-ask]") : null;
  return target?.dataset.yihaodaAsk ?? "";
}
