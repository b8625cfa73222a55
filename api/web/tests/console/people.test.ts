import { afterEach, describe, expect, it } from "vitest";

import { browserOf } from "../../console/src/people/browser";
import { listed } from "../../console/src/people/listed";
import { passwordRules } from "../../console/src/people/password";
import AccountPage from "../../console/src/pages/AccountPage.vue";
import SignInPage from "../../console/src/pages/SignInPage.vue";
import UsersPage from "../../console/src/pages/UsersPage.vue";
import { session } from "../../console/src/session";
import { chinaTime } from "../../console/src/time/china";
import { mount, type, until, type Mounted } from "./mounting";
import { at, Refusal, replies, Table } from "./table";

let page: Mounted | null = null;
afterEach(() => page?.unmount());

describe("the rules of a password", () => {
  const unmet = (password: string) => passwordRules(password, "admin", "Old-secret-77").filter(({ met }) => !met).map(({ label }) => label);

  it.each([
    ["Egret-2026-lake", ""],
    ["Lake-1234-egret", ""],
    ["short-A1", "至少 10 个字符"],
    ["alllowercase", "四类中至少三类"],
    ["Admin-2026-lake", "不含用户名"],
    ["Qwer-1234-A", "连着的键"],
    ["Aaaaaaaa-1111", "连着的键"],
    ["Old-secret-77", "和原密码不同"],
  ])("%s", (password, fault) => {
    expect(unmet(password).join("；")).toContain(fault);
    if (!fault) expect(unmet(password)).toEqual([]);
  });

  it("are all open before anything is typed", () => {
    expect(unmet("")).toHaveLength(5);
  });
});

describe("what is shown of people", () => {
  it.each([
    ["Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge · Windows"],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) MicroMessenger/8.0", "微信 · iOS"],
    ["curl/8.0", "curl/8.0"],
    ["", "不明来源"],
  ])("%s is %s", (agent, name) => {
    expect(browserOf(agent)).toBe(name);
  });

  it("lists names however they are parted", () => {
    expect(listed(" 医保局、人社局，医保局;;\n教育局 ")).toEqual(["医保局", "人社局", "教育局"]);
  });

  it("tells time as in China", () => {
    expect([chinaTime("2026-11-25T16:05:00Z"), chinaTime(null), chinaTime("昨天")]).toEqual(["2026-11-26 00:05", "", "昨天"]);
  });
});

async function fill(): Promise<void> {
  page?.find("add-person").click();
  await until(() => page?.all("person-username").length);
  type(page?.find("person-username") ?? null, "chen");
  type(page?.find("person-name") ?? null, "陈晨");
}

describe("the page of people", () => {
  it("asks for the password again where the service wants it, and shows the one-time password once", async () => {
    const table = new Table({ "POST /api/users": new Refusal(403, "confirmation_required", "请输入密码") });
    page = mount(UsersPage, {}, [await at("/users")]);
    await until(() => page?.all("people").length);
    await fill();
    await until(() => !page?.find("confirm").hasAttribute("disabled"));
    page.find("dialog").querySelector("form")?.requestSubmit();
    await until(() => page?.all("password-again").length);
    delete table.said["POST /api/users"];
    type(page.find("password-again"), "Egret-2026-lake");
    await until(() => !page?.find("confirm-identity").hasAttribute("disabled"));
    page.find("confirm-password").querySelector("form")?.requestSubmit();
    await until(() => page?.all("one-time-value").length);
    expect(page.find("one-time-value").textContent).toBe("Rk7-wexo-2Tqd");
    expect(table.sent("POST /api/session/confirm")).toEqual([{ password: "Egret-2026-lake" }]);
    page.find("password-noted").click();
    await until(() => !page?.text().includes("Rk7-wexo-2Tqd"));
  });

  it("stays where it is when the password is wrong", async () => {
    new Table({
      "POST /api/users": new Refusal(403, "confirmation_required", "请输入密码"),
      "POST /api/session/confirm": new Refusal(401, "bad_credentials", "用户名或密码不对"),
    });
    page = mount(UsersPage, {}, [await at("/users")]);
    await until(() => page?.all("people").length);
    await fill();
    await until(() => !page?.find("confirm").hasAttribute("disabled"));
    page.find("dialog").querySelector("form")?.requestSubmit();
    await until(() => page?.all("password-again").length);
    type(page.find("password-again"), "wrong");
    await until(() => !page?.find("confirm-identity").hasAttribute("disabled"));
    page.find("confirm-password").querySelector("form")?.requestSubmit();
    await until(() => page?.text().includes("用户名或密码不对"));
    expect(session.user).not.toBeNull();
  });

  it("takes the word of the other system, given in another tab", async () => {
    const table = new Table({ "POST /api/users": new Refusal(403, "confirmation_required", "请输入密码") });
    page = mount(UsersPage, {}, [await at("/users")]);
    await until(() => page?.all("people").length);
    await fill();
    await until(() => !page?.find("confirm").hasAttribute("disabled"));
    page.find("dialog").querySelector("form")?.requestSubmit();
    await until(() => page?.all("confirm-by-sso").length);
    const link = page.find("confirm-by-sso") as HTMLAnchorElement;
    expect([link.textContent, link.getAttribute("href"), link.target]).toEqual(["用市统一身份认证再次确认", "/api/sso/login?fresh=true", "_blank"]);
    expect(page.all("confirmed-by-sso")).toEqual([]);
    link.addEventListener("click", (event) => event.preventDefault());
    link.click();
    await until(() => page?.all("confirmed-by-sso").length);
    page.find("confirmed-by-sso").click();
    await until(() => page?.text().includes("还没有确认"));
    table.said["GET /api/session"] = { ...replies["GET /api/session"], username: "li", csrf_token: "another" };
    page.find("confirmed-by-sso").click();
    await until(() => page?.text().includes("另一个账号"));
    session.user = replies["GET /api/session"] as typeof session.user;
    table.said["GET /api/session"] = { ...replies["GET /api/session"], csrf_token: "fresh" };
    delete table.said["POST /api/users"];
    page.find("confirmed-by-sso").click();
    await until(() => page?.all("one-time-value").length);
    expect(session.csrfHeader()).toEqual({ "X-CSRF-Token": "fresh" });
  });

  it("offers no other system where there is none", async () => {
    new Table({ "GET /api/sso": { enabled: false, name: "" }, "POST /api/users": new Refusal(403, "confirmation_required", "请输入密码") });
    page = mount(UsersPage, {}, [await at("/users")]);
    await until(() => page?.all("people").length);
    await fill();
    await until(() => !page?.find("confirm").hasAttribute("disabled"));
    page.find("dialog").querySelector("form")?.requestSubmit();
    await until(() => page?.all("password-again").length);
    expect(page.all("confirm-by-sso")).toEqual([]);
  });

  it("wants a department for a curator", async () => {
    new Table();
    page = mount(UsersPage, {}, [await at("/users")]);
    await until(() => page?.all("people").length);
    await fill();
    type(page.find("person-role"), "curator");
    await until(() => page?.find("confirm").hasAttribute("disabled"));
    type(page.find("person-departments"), "教育局");
    await until(() => !page?.find("confirm").hasAttribute("disabled"));
  });

  it("changes nothing in the hands of an auditor", async () => {
    new Table();
    page = mount(UsersPage, {}, [await at("/users", ["accounts.read"])]);
    await until(() => page?.all("people").length);
    expect(["add-person", "edit-person", "reset-password", "switch-person"].flatMap((name) => page?.all(name))).toEqual([]);
  });
});

describe("the own account", () => {
  it("ends another session, not the one in use", async () => {
    const table = new Table({ "DELETE /api/sessions/s2": null });
    page = mount(AccountPage, {}, [await at("/account")]);
    await until(() => page?.all("session").length === 2);
    expect(page.all("end-session")).toHaveLength(1);
    page.find("end-session").click();
    await until(() => table.sent("DELETE /api/sessions/s2").length);
  });
});

describe("signing in", () => {
  it("shows live which rules a new password still misses, and sends none that misses one", async () => {
    const table = new Table({ "POST /api/session": new Refusal(403, "password_change_required", "密码已满 90 天，请换一个") });
    page = mount(SignInPage, {}, [await at("/search")]);
    type(page.find("username"), "admin");
    type(page.find("password"), "Old-secret-77");
    page.root.querySelector("form")?.requestSubmit();
    await until(() => page?.text().includes("密码已满 90 天"));
    type(page.find("new-password"), "Egret-2026-lake");
    await until(() => page?.find("password-rules").querySelectorAll('[data-met="true"]').length === 5);
    type(page.find("new-password"), "short");
    page.root.querySelector("form")?.requestSubmit();
    await until(() => page?.all("sign-in-failure").length);
    expect(table.sent("POST /api/session/password")).toEqual([]);
  });
});
