// Walks over the pages of a served demo city in a real browser: every page in both languages, wide and narrow, with every
// part unfolded. Nothing may be wider than its window, no script may fail, the policy of the page must hold, and axe must
// find nothing.
//
//   node walk.mjs PUBLIC STAFF [FOLDER]     FOLDER: where pictures of every page are kept
import fs from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [publicSite, staffSite, folder] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync"],
});
if (folder) fs.mkdirSync(folder, { recursive: true });
let walked = 0;
const findings = [];

// One look at the page that is open: what is wrong with it, and a picture.
async function look(page, name) {
  walked += 1;
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wider > 0) findings.push(`${name}: ${wider} px wider than the window`);
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  await page.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true)));
  await page.evaluate(axe);
  const { violations } = await page.evaluate((runOnly) => axe.run(document, { runOnly }), rules);
  for (const found of violations) {
    findings.push(`${name}: ${found.id}: ${found.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
  }
}

async function visitor(site, language, width) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true, locale: language });
  const page = await context.newPage();
  page.on("pageerror", (error) => findings.push(`${page.url()}: ${error.message}`));
  page.on("response", (answer) => {
    if (answer.status() >= 500) findings.push(`${answer.url()}: ${answer.status()}`);
    if (!answer.url().startsWith(site) && !answer.url().startsWith("data:")) findings.push(`${answer.url()}: from elsewhere`);
  });
  return page;
}

// Follows every link of our own once for each shape of address: one alert stands for all, and unless `every` form is wanted one
// step of a case for all.
async function walk(page, site, start, name, keep, every = false) {
  const shape = (path) => path.replace(/\?.*/, "").replace(/[0-9a-f-]{36}/g, "ID").replace(/^\/(calendar|laws|points)\/.+/, "/$1/ID")
    .replace(/^\/decisions\/.+/, "/decisions/ID").replace(/^\/subjects\/[^/]+/, "/subjects/ID")
    .replace(/\/step\/.+/, every ? "$&" : "/step/EVENT");
  const seen = new Set();
  const waiting = [start];
  while (waiting.length > 0) {
    const path = waiting.shift();
    if (seen.has(shape(path))) continue;
    seen.add(shape(path));
    const answer = await page.goto(site + path);
    if (answer.status() >= 400) findings.push(`${name}: ${path}: ${answer.status()}`);
    await look(page, `${name}-${shape(path).replaceAll("/", "_") || "_"}`);
    const links = await page.evaluate(() => [...document.querySelectorAll("a[href]:not([download])")].map((a) => a.getAttribute("href")));
    waiting.push(...links.filter((href) => href.startsWith("/") && !/\.(xlsx|csv|pdf|svg)|\/files\//.test(href) && keep(href)));
  }
  return seen.size;
}

for (const language of ["zh-CN", "en"]) {
  for (const width of [1366, 360]) {
    const visited = await visitor(publicSite, language, width);
    await walk(visited, publicSite, "/", `public-${language}-${width}`, () => true);
    await visited.goto(`${publicSite}/look-up`);
    await visited.fill("#f-code", "ABCD-EFGH-JKMN-PQRS-TVWX");
    await visited.click("form.fields button[type=submit]");
    await look(visited, `public-${language}-${width}-wrong-code`);
    // What one writes: wrong first, then taken in, then looked at with the receipt.
    await visited.goto(`${publicSite}/message?page=/about`);
    await visited.evaluate(() => document.querySelector("form.fields").setAttribute("novalidate", ""));
    await visited.click("form.fields button[type=submit]");
    await look(visited, `public-${language}-${width}-message-wrong`);
    await visited.fill("#f-message_text", "说明中的电话号码已经停用。");
    await visited.click("form.fields button[type=submit]");
    await look(visited, `public-${language}-${width}-message-sent`);
    const receipt = await visited.locator(".receipt-number").innerText();
    await visited.goto(`${publicSite}/message/state`);
    await visited.fill("#f-receipt", receipt);
    await visited.click("form.fields button[type=submit]");
    await look(visited, `public-${language}-${width}-message-state`);
    await visited.context().close();

    const worker = await visitor(staffSite, language, width);
    await worker.goto(`${staffSite}/sign-in`);
    await look(worker, `staff-${language}-${width}-sign-in`);
    const people = await worker.evaluate(() => [...document.querySelectorAll("button[name=person]")].map((b) => b.value));
    if (people.length < 5) findings.push(`only ${people.length} people of the demo city`);
    // Every role sees its own pages; that they look right on a phone in another language is seen with the first ones.
    const roles = language === "zh-CN" && width === 1366 ? people : people.slice(2, 5);
    for (const [n, person] of roles.entries()) {
      await worker.goto(`${staffSite}/sign-in`);
      await worker.click(`button[name=person][value="${person}"]`);
      await walk(worker, staffSite, "/", `staff${n}-${language}-${width}`, (href) => !href.startsWith("/gallery"),
        n === 0 && language === "zh-CN" && width === 1366);
      // A token is shown once, on the page that made it; only then there is one to revoke.
      if ((await worker.goto(`${staffSite}/tokens`)).ok()) {
        await worker.fill("#f-token_name", "业务系统 case system");
        await worker.click('form[action="/tokens"] button[type=submit]');
        await look(worker, `staff${n}-${language}-${width}-token-made`);
        await worker.click('a[href$="/revoke"]');
        await look(worker, `staff${n}-${language}-${width}-token-revoke`);
        await worker.click("button.danger");
        await look(worker, `staff${n}-${language}-${width}-token-revoked`);
      }
      await worker.context().clearCookies();
    }
    await worker.context().close();
  }
}

// The policy as it stands: nothing on any page may break it.
const plain = await browser.newContext();
const strict = await plain.newPage();
strict.on("console", (message) => {
  if (message.type() === "error") findings.push(`${strict.url()}: ${message.text()}`);
});
for (const path of ["/", "/look-up", "/decisions", "/subjects", "/about"]) await strict.goto(publicSite + path);
for (const name of ["staff", "public", "paper", "slips"]) await strict.goto(`${staffSite}/gallery/${name}`);

await browser.close();
findings.forEach((finding) => console.error(finding));
console.log(JSON.stringify({ pages: walked, findings: findings.length }));
process.exit(findings.length === 0 && walked > 30 ? 0 : 1);
