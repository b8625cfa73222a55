const POLL_MS = 2000;

/** The names under which the service tells of progress. */
const EVENT_NAMES = ["message", "progress", "row", "state", "done"] as const;

/** The part of EventSource in use, so that tests can stand in for it. */
export interface EventStream {
  onerror: ((event: Event) => unknown) | null;
  addEventListener(name: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

/**
 * Word that something has changed: from the service's events, and where they do not come through (a proxy that keeps
 * them back, a lost connection) every two seconds, without saying what.
 */
export class Signals {
  private stream: EventStream | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly open: () => EventStream,
    private readonly onNews: (data: string) => void,
  ) {}

  start(): void {
    if (this.stream || this.timer) return;
    this.stream = this.open();
    for (const name of EVENT_NAMES) this.stream.addEventListener(name, ({ data }) => this.onNews(data));
    this.stream.onerror = () => this.poll();
  }

  stop(): void {
    this.stream?.close();
    this.stream = null;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private poll(): void {
    this.stop();
    this.timer = setInterval(() => this.onNews(""), POLL_MS);
  }
}
