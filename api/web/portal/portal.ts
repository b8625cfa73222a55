/** The page follows the widget's 大字版, and shows the widget when a topic beside it is chosen. */
document.addEventListener("yihaoda-elder", (event) => {
  document.documentElement.classList.toggle("elder", (event as CustomEvent<boolean>).detail);
});

document.querySelector(".topics")?.addEventListener("click", (event) => {
  if (event.target instanceof HTMLButtonElement) document.querySelector("#ask")?.scrollIntoView({ block: "nearest" });
});
