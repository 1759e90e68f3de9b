// What people of the field do in a day, in a real browser on a served demo city: an officer with a phone, a clerk with a table and
// a file, a legal unit and its head, two offices, a party with its code, the log administrator. Each journey says what it expects
// to see; the first that does not see it ends with the page's text.
//
//   node journeys.mjs PUBLIC STAFF CODE
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [publicSite, staffSite, code] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync"],
});

// Somebody of a role, signed in with one click, on a window of a width.
async function somebody(role, width = 1366) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale: "en" });
  const page = await context.newPage();
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto(`${staffSite}/sign-in`);
  await page.locator("button[name=person]", { hasText: new RegExp(`^\\s*${role}\\b`) }).first().click();
  await page.waitForURL(`${staffSite}/`);
  return page;
}

const text = (page) => page.locator("main").innerText();

async function sees(page, ...wanted) {
  const found = await text(page);
  for (const words of wanted) {
    if (!found.includes(words)) throw new Error(`"${words}" is not on ${page.url()}:\n${found}`);
  }
}

// The first record that a list leads to.
async function first(page, list) {
  await page.goto(staffSite + list);
  const kind = list.split("?")[0];
  const href = await page.evaluate((kind) => [...document.querySelectorAll("main a[href]")]
    .map((link) => link.getAttribute("href")).find((href) => new RegExp(`^${kind}/[0-9a-f-]{36}$`).test(href)), kind);
  if (!href) throw new Error(`${list} leads to nothing`);
  await page.goto(staffSite + href);
  return href;
}

const suggested = async (page, what, q) => {
  const answer = await page.request.get(`${staffSite}/suggest/${what}?q=${encodeURIComponent(q)}`);
  return (await answer.json()).map((one) => one.value);
};

// The day some days before the one that the city has.
async function daysBefore(page, days) {
  const said = (await page.locator("footer").innerText()).match(/(\d+ \w+ \d{4})/)[1];
  const day = new Date(`${said} UTC`);
  day.setUTCDate(day.getUTCDate() - days);
  return day.toISOString().slice(0, 10);
}

const seen = {};

const journeys = {
  async "an officer records a late inspection on a phone, told before what it will raise"() {
    const page = await somebody("officer", 360);
    const officers = await suggested(page, "officers", "0");
    const [power] = await suggested(page, "powers", "检");
    const day = await daysBefore(page, 20);
    await page.goto(`${staffSite}/inspections/new`);
    await page.fill("[name=target_name]", "天津市旅程商贸有限公司");
    await page.fill("[name=finished_at]", `${day}T10:00`);
    await page.fill("[name=place]", "解放路1号");
    await page.fill("[name=officers]", officers[0]);
    await page.fill("[name=officers_2]", officers[1]);
    await page.fill("[name=power]", power);
    await page.check("[name=result][value=pass]");
    await page.check("[name=collection][value=deferred]");
    seen.number = await page.inputValue("[name=own_number]");
    await page.click("button[name=then][value=check]");
    await page.locator(".preview").waitFor();
    await sees(page, "Inspection collected late");
    if ((await page.inputValue("[name=place]")) !== "解放路1号") throw new Error("what was typed is gone");
    const before = await page.request.get(`${staffSite}/inspections?number=${seen.number}`);
    if ((await before.text()).includes("天津市旅程商贸有限公司")) throw new Error("looking first recorded something");
    await page.click("button[name=then][value=submit]");
    await page.waitForURL(/inspections\/[0-9a-f-]{36}/);
    seen.inspection = await first(page, `/inspections?number=${seen.number}`);
    await sees(page, seen.number, "天津市旅程商贸有限公司", "Inspection collected late");
  },

  async "the legal unit answers the alert, and somebody else confirms"() {
    const unit = await somebody("legal unit");
    seen.alert = await first(unit, "/alerts");
    await sees(unit, "Inspection collected late");
    await unit.selectOption("[name=to]", { index: 1 });
    await unit.locator("form[action$='/assign'] button[type=submit]").click();
    await unit.locator("form[action$='/answer']").waitFor();
    const form = unit.locator("form[action$='/answer']");
    await form.locator("select, input[type=radio]").first().waitFor();
    if (await form.locator("select[name=outcome]").count()) await form.locator("select[name=outcome]").selectOption("explained");
    else await form.locator("input[name=outcome][value=explained]").check();
    await form.locator("textarea").first().fill("现场无网络，已按规定补录");
    await form.locator("button[type=submit]").click();
    await sees(unit, "现场无网络，已按规定补录");
    const head = await somebody("head of the agency");
    await head.goto(staffSite + seen.alert);
    await head.locator("form[action$='/confirm'] button.primary").click();
    await sees(head, "closed");
  },

  async "a clerk records two inspections of the grid, one with a ditto mark"() {
    const page = await somebody("clerk");
    const officers = await suggested(page, "officers", "0");
    const [power] = await suggested(page, "powers", "检");
    await page.goto(`${staffSite}/inspections/grid`);
    await page.fill("[name=officers]", officers[0]);
    await page.fill("[name=officers_2]", officers[1]);
    await page.fill("[name=power]", power);
    const cell = (name, row) => page.locator(`[name=${name}]`).nth(row);
    for (const [row, name] of ["天津市甲商店", "天津市乙商店"].entries()) {
      await cell("row_target", row).fill(name);
      await cell("row_place", row).fill(row === 0 ? "和平路2号" : "同上");
      await cell("row_result", row).selectOption("pass");
    }
    await page.click("button[name=then][value=submit]");
    await page.goto(`${staffSite}/inspections?target=${encodeURIComponent("天津市乙商店")}`);
    await first(page, `/inspections?target=${encodeURIComponent("天津市乙商店")}`);
    await sees(page, "天津市乙商店", "和平路2号");
  },

  async "a clerk imports a file: tried first, then collected"() {
    const page = await somebody("clerk");
    const [power] = await suggested(page, "powers", "检");
    const day = await daysBefore(page, 1);
    await page.goto(`${staffSite}/imports`);
    await page.check("input[name=kind][value=inspection]");
    const head = "own_number,power,target_name,place,finished_at,form,result,officers";
    const row = (n, result) => `J${Date.now()}-${n},${power},天津市丙商店,和平路3号,${day} 08:00,daily,${result},`;
    const file = [head, row(1, "pass"), row(2, "perhaps")].join("\n");
    await page.setInputFiles("#f-file", { name: "检查.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
    await page.locator("form[action='/imports'] button.primary").click();
    await page.locator("main", { hasText: "rehearsed, nothing recorded" }).waitFor();
    await sees(page, "1 could be collected", "1 would be rejected");
    await page.locator("main form button.primary").click();
    await page.locator("main", { hasText: "1 collected" }).waitFor();
  },

  async "an officer applies, the legal unit signs, the district's office agrees, and the record says the new value"() {
    const officer = await somebody("officer");
    await officer.goto(`${staffSite}${seen.inspection}/amend`);
    await officer.fill("[name=place]", "解放路100号");
    await officer.fill("[name=application_reason]", "门牌号码填写有误");
    await officer.locator("main form button.primary").last().click();
    const unit = await somebody("legal unit");
    const application = await first(unit, "/amendments");
    await sees(unit, "解放路1号", "解放路100号");
    const sign = unit.locator("form[action$='/sign']");
    for (const field of await sign.locator("textarea, input[type=text]").all()) await field.fill("津更〔2026〕1号");
    await sign.locator("button.primary").click();
    const office = await somebody("district supervision office");
    await office.goto(staffSite + application);
    const agree = office.locator("form[action$='/agree']");
    for (const field of await agree.locator("textarea").all()) await field.fill("同意更正");
    await agree.locator("button.primary").click();
    await officer.goto(staffSite + seen.inspection);
    await sees(officer, "解放路100号");
  },

  async "the district's and the city's office act on what climbed to them"() {
    for (const [role, level] of [["district supervision office", 2], ["city supervision office", 3]]) {
      const page = await somebody(role);
      await first(page, `/alerts?level=${level}`);
      const act = page.locator("form[action$='/act']");
      await act.locator("select[name=act]").selectOption({ index: 1 });
      await act.locator("textarea[name=words]").fill("请于期限内办结并报送结果");
      const until = act.locator("input[name=until]");
      if (await until.count()) await until.fill(await daysBefore(page, -20));
      await act.locator("button[type=submit]").click();
      await sees(page, "请于期限内办结并报送结果");
    }
  },

  async "an agency's system pushes an act with the token that its head made, and its people see it"() {
    const head = await somebody("head of the agency");
    await head.goto(`${staffSite}/tokens`);
    await head.fill("#f-token_name", "case system");
    await head.click('form[action="/tokens"] button[type=submit]');
    const token = (await head.locator("code.secret").innerText()).trim();
    const number = `API-${Date.now()}`;
    const data = [
      { own_number: number, target_name: "天津市推送商贸有限公司", finished_at: await daysBefore(head, 1), place: "和平路9号" },
      { own_number: `${number}-2`, finished_at: "2099-01-01" },
    ];
    const headers = { authorization: `Bearer ${token}`, "idempotency-key": number, "content-type": "application/json" };
    const push = () => head.request.post(`${staffSite}/api/v1/acts?kind=inspection`, { headers, data: JSON.stringify(data) });
    const answer = await push();
    const { rows } = await answer.json();
    if (rows.map((row) => row.result).join() !== "accepted,rejected") throw new Error(await answer.text());
    if ((await (await push()).text()) !== (await answer.text())) throw new Error("the same request has another answer");
    const officer = await somebody("officer");
    await first(officer, `/inspections?number=${number}`);
    await sees(officer, number, "天津市推送商贸有限公司");
    await head.goto(`${staffSite}/tokens`);
    await head.locator("a[href$='/revoke']").first().click();
    await head.click("button.danger");
    if ((await push()).status() !== 401) throw new Error("a revoked token opens something");
  },

  async "a party reads its case with its code, and a wrong one says nothing"() {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 }, locale: "en" });
    const page = await context.newPage();
    await page.goto(publicSite);
    await page.locator("main a[href='/look-up']").first().click();
    await page.fill("#f-code", code);
    await page.locator("main form button[type=submit]").first().click();
    await sees(page, "filed the case");
    await page.goto(`${publicSite}/look-up`);
    await page.fill("#f-code", "ABCD-EFGH-JKMN-PQRS-TVWX");
    await page.locator("main form button[type=submit]").first().click();
    if ((await text(page)).includes("filed the case")) throw new Error("a wrong code opens a case");
  },

  async "a party keeps its receipt, and checks it on a page that asks nobody"() {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 }, locale: "en", acceptDownloads: true });
    const page = await context.newPage();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "xiezhi-receipt-"));
    const kept = async (name, click) => {
      const [download] = await Promise.all([page.waitForEvent("download"), click()]);
      const file = path.join(folder, name);
      await download.saveAs(file);
      return file;
    };
    await page.goto(`${publicSite}/look-up`);
    await page.fill("#f-code", code);
    await page.locator("main form button[type=submit]").first().click();
    const receipt = await kept("receipt.txt", () => page.click("form[action='/look-up/receipt'] button"));
    await page.goto(`${publicSite}/verify`);
    const checker = await kept("verify.html", () => page.click("a[href='/verify/offline']"));
    // From here on there is no server: a file on a disk, and no network.
    await context.setOffline(true);
    await page.goto(`file://${checker}`);
    await page.setInputFiles("#verify input[type=file]", receipt);
    const whole = fs.readFileSync(receipt, "utf8");
    await page.waitForFunction((n) => document.querySelector("#verify [name=receipt]").value.length === n, whole.length);
    await page.click("#verify button[type=submit]");
    await page.waitForSelector("#verified .notice.good");
    await sees(page, "The receipt is good", "Worked out in this browser");
    await page.fill("#verify [name=receipt]", whole.replace(/^index (\d+)$/m, (_, n) => `index ${Number(n) + 1}`));
    await page.click("#verify button[type=submit]");
    await page.waitForSelector("#verified .notice.danger");
    await sees(page, "The receipt does not hold");
    await page.evaluate(fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
    const { violations } = await page.evaluate(() => axe.run(document));
    if (violations.length) throw new Error(`axe: ${violations.map((v) => v.id)}`);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wider > 0) throw new Error(`${wider} px wider than the window`);
    fs.rmSync(folder, { recursive: true });
  },

  async "a party complains, the office answers, and the party reads it with its receipt"() {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 }, locale: "en" });
    const party = await context.newPage();
    await party.goto(publicSite);
    await party.locator("main a[href='/message']").first().click();
    await party.check("[name=message_kind][value=complaint]");
    await party.fill("[name=message_text]", "执法人员没有出示证件。");
    await party.fill("[name=sender_name]", "赵某某");
    await party.locator("main form button.primary").click();
    await sees(party, "Your message has been received");
    const receipt = await party.locator(".receipt-number").innerText();
    const agency = await somebody("legal unit");
    await agency.goto(`${staffSite}/messages?state=all`);
    if ((await text(agency)).includes("赵某某")) throw new Error("an agency is told who complains");
    const office = await somebody("city supervision office");
    const message = await first(office, "/messages?kind=complaint");
    await sees(office, "执法人员没有出示证件。");
    if ((await text(office)).includes("赵某某")) throw new Error("the sender is shown unasked");
    await office.locator("form[action$='/take-up'] button").click();
    await office.locator("form[action$='/answer'] textarea").fill("经核查，已责令改正。");
    await office.locator("form[action$='/answer'] button").click();
    await sees(office, "经核查，已责令改正。");
    const other = await agency.goto(staffSite + message);
    if (other.status() !== 404) throw new Error(`a complaint is shown to an agency: ${other.status()}`);
    await party.goto(`${publicSite}/message/state`);
    await party.fill("#f-receipt", receipt.toLowerCase());
    await party.locator("main form button.primary").click();
    await sees(party, "经核查，已责令改正。");
  },

  async "the log administrator sees who looked, and no record"() {
    const page = await somebody("log administrator");
    await page.goto(`${staffSite}/reads`);
    await sees(page, "one record", seen.inspection.split("/").pop());
    const answer = await page.goto(staffSite + seen.inspection);
    if (answer.status() !== 404) throw new Error(`a record is shown to the log administrator: ${answer.status()}`);
  },

  async "what is typed without network is kept, sent when it is back, and recorded once"() {
    const page = await somebody("officer", 360);
    const context = page.context();
    const officers = await suggested(page, "officers", "0");
    const [power] = await suggested(page, "powers", "检");
    const fill = async (name) => {
      await page.fill("[name=target_name]", name);
      await page.fill("[name=place]", "解放路7号");
      await page.fill("[name=officers]", officers[0]);
      await page.fill("[name=officers_2]", officers[1]);
      await page.fill("[name=power]", power);
      await page.check("[name=result][value=pass]");
      return page.inputValue("[name=own_number]");
    };
    const submit = () => page.click("button[name=then][value=submit]");
    const unsent = (name, state) => page.locator("section[data-unsent] li", { hasText: name }).filter({ hasText: state }).waitFor();
    const records = async (number) => {
      const answer = await page.request.get(`${staffSite}/inspections?number=${number}`);
      return new Set((await answer.text()).match(/\/inspections\/[0-9a-f-]{36}/g) ?? []).size;
    };
    const once = async (number) => {
      if ((await records(number)) !== 1) throw new Error(`${number}: ${await records(number)} records`);
    };
    await page.goto(`${staffSite}/inspections/new`);
    await page.waitForFunction(async () => (await navigator.serviceWorker.ready) && (await caches.match("/inspections/new")));

    // The network is away before the page is opened.
    await context.setOffline(true);
    await page.reload();
    await sees(page, "No network");
    const first = await fill("离线一号店");
    await submit();
    await unsent("离线一号店", "Waiting for the network");
    // Another one is half typed when the page goes away.
    await page.fill("[name=target_name]", "离线二号店");
    await page.waitForTimeout(500);
    await page.reload();
    await unsent("离线一号店", "Waiting");
    await page.locator("section[data-unsent] li", { hasText: "离线二号店" }).getByText("Open").click();
    await page.waitForURL(/unsent=/);
    if ((await page.inputValue("[name=target_name]")) !== "离线二号店") throw new Error("what was typed is gone");

    // It is back: what waited is sent by itself, and says why it comes later.
    await context.setOffline(false);
    await unsent("离线一号店", "Recorded");
    await once(first);
    await page.locator("section[data-unsent] li", { hasText: "离线一号店" }).getByText("Open").click();
    await sees(page, first, "No network", "Captured");

    // The form arrives, the answer does not.
    await page.goto(`${staffSite}/inspections/new`);
    const second = await fill("离线三号店");
    let cut = 0;
    await page.route("**/inspections/new", async (route) => {
      if (route.request().method() !== "POST" || cut++) return route.continue();
      await page.request.fetch(route.request(), { maxRedirects: 0 });
      return route.abort();
    });
    await submit().catch(() => {});
    await page.waitForTimeout(1500);
    await once(second);
    await page.goto(`${staffSite}/inspections/new`);
    await unsent("离线三号店", "Recorded");
    await once(second);

    // The network goes while the form is on its way: nothing arrived.
    const third = await fill("离线四号店");
    await context.setOffline(true);
    await submit();
    await unsent("离线四号店", "Waiting");
    if (await page.locator("section[data-unsent] li", { hasText: "离线四号店" }).count() !== 1) throw new Error("kept twice");
    await context.setOffline(false);
    await unsent("离线四号店", "Recorded");
    await once(third);

    // The session ends in the middle of typing.
    await page.goto(`${staffSite}/inspections/new`);
    const fourth = await fill("离线五号店");
    await context.clearCookies();
    await submit();
    await page.waitForURL(/sign-in/);
    await page.locator("button[name=person]", { hasText: /^\s*officer\b/ }).first().click();
    await page.waitForURL(/unsent=/);
    if ((await page.inputValue("[name=own_number]")) !== fourth) throw new Error("another form");
    await submit();
    await page.waitForURL(/inspections\/[0-9a-f-]{36}/);
    await once(fourth);

    // Whoever signs out leaves nothing on the device.
    await page.goto(`${staffSite}/inspections/new`);
    await page.fill("[name=target_name]", "离线六号店");
    await page.waitForTimeout(500);
    await page.locator("details.me summary").click();
    await page.locator("form[action='/sign-out'] button").click();
    await page.waitForURL(/sign-in/);
    const left = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("xiezhi.unsent")));
    if (left.length) throw new Error(`left behind: ${left}`);
  },

  async "an officer confirms a record that a clerk made in its name, another objects, the legal unit looks into it"() {
    const officer = await somebody("officer", 360);
    const named = officer.locator("#named-list");
    if (!(await named.count())) throw new Error("nobody recorded anything in the officer's name");
    const row = officer.locator("table:has(#named-list) tbody tr").first();
    const record = (await row.locator("th a").getAttribute("href")).replace("#officers", "");
    await row.locator("button").click();
    await officer.waitForURL(`${staffSite}/`);
    await officer.goto(staffSite + record);
    await sees(officer, "Confirmed");
    await officer.locator("#officers ~ ul details summary").first().click();
    await officer.locator("form[action$='/naming'] textarea").first().fill("当日不在现场");
    await officer.locator("form[action$='/naming'] button[value=objected]").first().click();
    await sees(officer, "当日不在现场", "Objects");
    const unit = await somebody("legal unit");
    await sees(unit, "Objections of officers", "当日不在现场");
    await unit.goto(staffSite + record);
    await unit.locator("form[action$='/objection'] textarea").fill("已核实，另行申请修改");
    await unit.locator("form[action$='/objection'] button").click();
    await sees(unit, "已核实，另行申请修改");
  },

  async "a legal unit gives the alerts of a page to one handler"() {
    const unit = await somebody("legal unit");
    await unit.goto(`${staffSite}/alerts`);
    const boxes = unit.locator("tbody input[name=chosen]");
    if ((await boxes.count()) === 0) throw new Error("no alert waits to be given to anybody");
    await unit.locator("[data-choose-all]").check();
    await unit.locator("select[name=to]").last().selectOption({ index: 1 });
    await unit.locator("#bulk button").click();
    await sees(unit, "What became of those that were chosen");
  },

  async "a session that ended in between leads back to where one was"() {
    const page = await somebody("clerk");
    await page.context().clearCookies();
    await page.goto(`${staffSite}/cases?number=x`);
    if (!page.url().includes("/sign-in?back=")) throw new Error(page.url());
    await page.locator("button[name=person]", { hasText: /^\s*clerk\b/ }).first().click();
    await page.waitForURL(`${staffSite}/cases?number=x`);
  },
};

let failed = 0;
for (const [name, journey] of Object.entries(journeys)) {
  try {
    await journey();
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.error(`FAILED  ${name}\n${error.message}`);
  }
}
await browser.close();
console.log(JSON.stringify({ journeys: Object.keys(journeys).length, failed }));
process.exit(failed === 0 ? 0 : 1);
