// Runs in the page before anything else: when replies arrive and are painted, what shifts, what goes wrong.
(() => {
  const seen = { arrived: [], painted: [], shifts: 0, failures: [] };
  window.benchWidget = seen;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shifts += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  document.addEventListener("securitypolicyviolation", (event) => seen.failures.push(`policy: ${event.effectiveDirective}`));

  const decoder = new TextDecoder();
  const read = ReadableStreamDefaultReader.prototype.read;
  ReadableStreamDefaultReader.prototype.read = async function () {
    const part = await read.call(this);
    if (part.value && decoder.decode(part.value).includes("event: reply")) seen.arrived.push(performance.now());
    return part;
  };

  const answers = (root) =>
    [...root.querySelectorAll("*")].reduce(
      (count, element) =>
        count + Number(element.dataset?.testid === "answer-text" && element.textContent.trim() !== "") +
        (element.shadowRoot ? answers(element.shadowRoot) : 0),
      0,
    );
  const look = () => {
    // A frame callback runs before the paint of its frame: the task after it runs when that is done.
    if (seen.arrived.length > seen.painted.length && answers(document) > seen.painted.length) {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => seen.painted.push(performance.now());
      channel.port2.postMessage(null);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
