// Runs in the page before anything else: how long each search takes that is typed, from the key to what is painted, and on the way.
(() => {
  const seen = { painted: [], calls: [] };
  window.benchTyping = seen;
  const typed = new Map();
  addEventListener("input", ({ target }) => typed.set(target.value.trim(), performance.now()), true);

  const real = window.fetch;
  window.fetch = async (address, options) => {
    const began = performance.now();
    const response = await real(address, options);
    if (!String(address).includes("/api/search")) return response;
    const text = await response.clone().text();
    if (text) seen.calls.push(performance.now() - began);
    return response;
  };

  const painted = (words) => {
    const began = typed.get(words);
    if (began === undefined) return;
    typed.delete(words);
    // A frame callback runs before the paint of its frame: the task after it runs when that is done.
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => seen.painted.push(performance.now() - began);
      channel.port2.postMessage(null);
    });
  };
  const look = (changes) => {
    for (const { target } of changes) if (target.dataset?.testid === "hits") painted(target.dataset.query ?? "");
  };
  addEventListener("DOMContentLoaded", () =>
    new MutationObserver(look).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-query"] }),
  );
})();
