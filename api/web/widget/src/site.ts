import type { ReactiveController, ReactiveControllerHost } from "lit";

import type { WidgetConfig } from "../../shared/contract";
import type { ChatApi } from "./api";
import type { Language } from "./i18n/language";

const LOOK_AGAIN_MS = 60_000;

/** What the service tells of this site: open or closed, announcements, greeting. Null until it is heard. */
export class Site implements ReactiveController {
  config: WidgetConfig | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly look: () => [api: ChatApi, site: string, language: Language],
  ) {
    host.addController(this);
  }

  get closed(): boolean {
    return this.config?.open === false;
  }

  hostConnected(): void {
    void this.refresh();
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
  }

  /** Ask again; while the service is closed, ask now and then. A service that cannot be reached changes nothing. */
  async refresh(): Promise<void> {
    clearTimeout(this.timer);
    const [api, site, language] = this.look();
    this.config = (await api.config(site, language).catch(() => null)) ?? this.config;
    if (this.closed) this.timer = setTimeout(() => void this.refresh(), LOOK_AGAIN_MS);
    this.host.requestUpdate();
  }
}
