import { afterEach, describe, expect, it } from "vitest";

import { actionLabel } from "../../console/src/audit/sentences";
import { chinaMoment, periodFault, standing, turnedSentence } from "../../console/src/channels/sentences";
import ChannelsPage from "../../console/src/pages/ChannelsPage.vue";
import { toasts } from "../../console/src/toast";
import { mount, type, until, type Mounted } from "./mounting";
import { at, Refusal, replies, Table } from "./table";

let page: Mounted | null = null;
afterEach(() => page?.unmount());

async function opened(table: Table, permissions?: string[]): Promise<Mounted> {
  toasts.length = 0;
  page = mount(ChannelsPage, {}, [await at("/channels", permissions as never)]);
  await until(() => page?.all("channel").length && page.all("announcements").length);
  expect(table.calls.length).toBeGreaterThan(0);
  return page;
}

function here(): Mounted {
  if (!page) throw new Error("no page is open");
  return page;
}

function card(name: string): HTMLElement {
  const found = here().all("channel").find(({ dataset }) => dataset.channel === name);
  if (!found) throw new Error(`no channel ${name}`);
  return found;
}

const press = (name: string): void => card(name).querySelector<HTMLButtonElement>('[data-testid="turn-channel"]')?.click();
const submit = (): void => here().find("dialog").querySelector("form")?.requestSubmit();

describe("words about channels", () => {
  it("say who switched it, when and why", () => {
    const [, web, wechat, wecom] = replies["GET /api/channels"];
    expect(turnedSentence(web as never)).toBe("admin 于 2026-11-25 09:30 开放。原因：升级完成");
    expect(turnedSentence(wechat as never)).toContain("关闭。原因：更换加密密钥");
    expect(turnedSentence(wecom as never)).toBe("");
  });

  it("say where an announcement stands", () => {
    const period = { starts_at: "2026-12-01T00:00:00Z", ends_at: "2026-12-02T00:00:00Z" };
    const at = (moment: string) => standing(period, new Date(moment));
    expect([at("2026-11-30T23:59:59Z"), at("2026-12-01T00:00:00Z"), at("2026-12-02T00:00:00Z")]).toEqual(["到时显示", "正在显示", "已结束"]);
  });

  it("find what is wrong with a period", () => {
    expect(periodFault("", "2026-12-01T08:00")).toContain("请填写");
    expect(periodFault("2026-12-01T08:00", "2026-12-01T08:00")).toContain("晚于");
    expect(periodFault("2026-12-01T08:00", "2027-12-01T08:00")).toContain("90 天");
    expect(periodFault("2026-12-01T08:00", "2026-12-01T08:01")).toBe("");
  });

  it("take times as times in China", () => {
    expect([chinaMoment("2026-12-01T08:00"), chinaMoment("2026-12-01T08:00:30"), chinaMoment("")]).toEqual(["2026-12-01T08:00:00+08:00", "2026-12-01T08:00:30+08:00", ""]);
  });

  it("tell a closed channel from a closed session in the log", () => {
    expect([actionLabel("channel.closed"), actionLabel("session.closed"), actionLabel("announcement.withdrawn")]).toEqual(["渠道 · 关闭", "登录 · 退出", "公告 · 撤回"]);
  });
});

describe("the page of channels", () => {
  it("shows how each stands and what was delivered", async () => {
    await opened(new Table());
    expect(card("web").textContent).toContain("开放");
    expect(card("wechat").textContent).toContain("已关闭");
    expect(card("wechat").textContent).toContain("公众号正在升级");
    expect(card("wechat").querySelector('[data-testid="deliveries"]')?.textContent?.replaceAll(/\s+/g, "")).toBe("已送达1204等待发送3等市民再来17送不到2");
    expect(card("hotline").textContent).toContain("没有发出消息");
    expect(here().find("announcements").textContent).toContain("正在显示");
  });

  it("closes with a reason and a notice that can be seen beforehand", async () => {
    const table = new Table();
    await opened(table);
    press("web");
    await until(() => here().all("switch-notice").length);
    expect(here().find("confirm").hasAttribute("disabled")).toBe(true);
    type(here().find("switch-notice"), "  今晚升级，明早八点恢复。 ");
    await until(() => here().find("citizen-preview").textContent?.includes("今晚升级"));
    type(here().find("reason"), "机房断电演练");
    await until(() => !here().find("confirm").hasAttribute("disabled"));
    submit();
    await until(() => table.sent("PUT /api/channels/web/switch").length);
    expect(table.sent("PUT /api/channels/web/switch")).toEqual([{ open: false, notice: "今晚升级，明早八点恢复。", reason: "机房断电演练" }]);
    await until(() => toasts.some(({ text }) => text === "网站已关闭。"));
    expect(table.calls.filter(({ name }) => name === "GET /api/channels")).toHaveLength(2);
  });

  it("asks for the password again where the service wants it", async () => {
    const table = new Table({ "PUT /api/channels/wechat/switch": new Refusal(403, "confirmation_required", "请输入密码") });
    await opened(table);
    press("wechat");
    await until(() => here().all("reason").length);
    expect(here().all("switch-notice")).toEqual([]);
    type(here().find("reason"), "换好了");
    await until(() => !here().find("confirm").hasAttribute("disabled"));
    submit();
    await until(() => here().all("password-again").length);
  });

  it("keeps what was typed when it fails", async () => {
    await opened(new Table({ "PUT /api/channels/web/switch": new Refusal(503, "unavailable", "数据库没有回应") }));
    press("web");
    await until(() => here().all("reason").length);
    type(here().find("reason"), "演练");
    await until(() => !here().find("confirm").hasAttribute("disabled"));
    submit();
    await until(() => here().all("dialog-failure").length);
    expect(here().find("dialog-failure").textContent).toContain("数据库没有回应");
  });

  it("makes an announcement for a while", async () => {
    const table = new Table();
    await opened(table);
    here().find("new-announcement").click();
    await until(() => here().all("announcement-text").length);
    type(here().find("announcement-text"), "周六停电，暂停服务。");
    type(here().find("announcement-from"), "2026-12-05T08:00");
    type(here().find("announcement-to"), "2026-12-05T07:00");
    await until(() => here().text().includes("结束时间要晚于开始时间"));
    expect(here().find("confirm").hasAttribute("disabled")).toBe(true);
    type(here().find("announcement-to"), "2026-12-05T20:00");
    await until(() => !here().find("confirm").hasAttribute("disabled"));
    here().find("place-web").querySelector("input")?.click();
    await until(() => here().find("place-web").className.includes("is-checked"));
    submit();
    await until(() => table.sent("POST /api/announcements").length);
    expect(table.sent("POST /api/announcements")).toEqual([
      { text: "周六停电，暂停服务。", channels: ["web"], starts_at: "2026-12-05T08:00:00+08:00", ends_at: "2026-12-05T20:00:00+08:00" },
    ]);
  });

  it("takes an announcement down", async () => {
    const table = new Table();
    await opened(table);
    here().find("take-down").click();
    await until(() => here().all("confirm").length);
    submit();
    await until(() => table.sent("DELETE /api/announcements/n7").length);
  });

  it("shows who may only read no buttons", async () => {
    await opened(new Table(), ["channels.read"]);
    expect([...here().all("turn-channel"), ...here().all("take-down"), ...here().all("new-announcement")]).toEqual([]);
  });
});
