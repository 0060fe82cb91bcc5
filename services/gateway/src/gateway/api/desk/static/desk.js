// Keys, live updates and small comforts; every page works without this script.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const POLL_MS = 4000;
const MOST_SEEN = 3000;

function recall(key, otherwise) {
  try { return JSON.parse(localStorage.getItem(key)) ?? otherwise; } catch { return otherwise; }
}
function remember(key, value) {
  try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* a private window */ }
}

// How long ago
const UNITS = [[60, "second"], [60, "minute"], [24, "hour"], [7, "day"]];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
function ago(moment) {
  let value = (moment - Date.now()) / 1000;
  if (value > -45) return "just now";
  for (const [size, unit] of UNITS) {
    if (-value < size) return relative.format(Math.round(value), unit);
    value /= size;
  }
}
function tellAges() {
  for (const time of $$("time.ago")) time.textContent = ago(new Date(time.dateTime)) ?? time.title;
}

// Unread marks
function markUnread() {
  const seen = recall("desk.seen", {});
  for (const row of rows()) row.classList.toggle("is-new", !(seen[row.id] >= Number(row.dataset.version)));
  const unread = $$(".clash.is-new").length;
  document.title = document.title.replace(/^(\(\d+\) )?/, unread ? `(${unread}) ` : "");
}
function see({ id, dataset }) {
  const others = Object.entries(recall("desk.seen", {})).filter(([other]) => other !== id);
  remember("desk.seen", Object.fromEntries([...others.slice(1 - MOST_SEEN), [id, Number(dataset.version)]]));
}

// Choosing a row of the list; the choice survives leaving and coming back
const rows = () => $$(".clash");
const chosen = () => $(".clash.is-selected");
function choose(row, focus) {
  chosen()?.classList.remove("is-selected");
  if (!row) return;
  row.classList.add("is-selected");
  sessionStorage.setItem("desk.at", JSON.stringify([location.search, row.id, rows().indexOf(row)]));
  if (focus) $("a.whole", row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}
function step(by) {
  const all = rows();
  choose(all[Math.min(Math.max(all.indexOf(chosen()) + by, 0), all.length - 1)], true);
}
function chooseAgain(focus) {
  const [search, id, place] = JSON.parse(sessionStorage.getItem("desk.at") ?? "[]");
  if (search === location.search) choose(document.getElementById(id) ?? rows()[Math.min(place, rows().length - 1)], focus);
}

// Deciding: on the page of a clash in its form, on the list in a dialog
const VERBS = { confirmed: "Confirm", dismissed: "Dismiss", resolved: "Resolve" };
function decide(verdict) {
  if ($(".clash-sheet")) return decideOnPage(verdict);
  const row = chosen() ?? rows()[0];
  const dialog = $("#decide");
  if (!row || !dialog) return;
  choose(row);
  if (!row.dataset.verdicts.split(" ").includes(verdict)) return tell(`This clash is ${$(".state", row).textContent.toLowerCase()} and stays so.`);
  const form = $("form", dialog);
  const right = $(".right-side", dialog);
  const submit = $("[type=submit]", dialog);
  form.reset();
  form.action = `${row.dataset.open}/review`;
  form.verdict.value = verdict;
  form.version.value = row.dataset.version;
  form.back.value = location.pathname + location.search;
  fillRemembered();
  $("h2", dialog).textContent = `${VERBS[verdict]} this clash`;
  submit.textContent = VERBS[verdict];
  $(".decide-what", dialog).textContent = $$("blockquote", row).map((quote) => `“${quote.textContent.trim()}”`).join(" v ");
  right.hidden = right.disabled = verdict !== "resolved";
  $$(".side", row).forEach((side, place) => {
    const input = $(`[data-side="${place}"]`, right);
    input.value = side.dataset.claim;
    input.nextElementSibling.textContent = side.dataset.name;
  });
  for (const input of $$("input", right)) input.required = !right.hidden;
  dialog.showModal();
  (right.hidden ? submit : $("input", right)).focus();
}
function decideOnPage(verdict) {
  const choice = $(`.review [value="${verdict}"]`);
  if (!choice) return tell("That is not possible for this clash.");
  choice.checked = true;
  choice.form.scrollIntoView({ block: "nearest" });
  $(verdict === "resolved" ? ".review .right-side input" : ".review button.primary").focus();
}
function fillRemembered() {
  for (const field of $$("[data-remember]")) field.value ||= recall(`desk.${field.dataset.remember}`, "");
}

function tell(message) {
  const toast = $(".toast") ?? document.body.appendChild(document.createElement("p"));
  toast.className = "toast";
  toast.setAttribute("role", "status");
  toast.textContent = message;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => toast.remove(), 4000);
}

// Live list: told by server-sent events, else by asking now and then
const live = $("[data-live]");
let tag = live?.dataset.tag;
let lastGood = new Date();
let asking = false;
let stream = null;
function showLink(state) {
  const at = lastGood.toLocaleTimeString("en-GB", { timeStyle: "short" });
  const words = { live: "Live", lost: `Connection lost. This is the list of ${at}.`, ended: "Signed out. Load the page again." };
  const link = $("#link-state");
  link.hidden = false;
  link.className = `link-state ${state}`;
  if (link.textContent !== words[state]) link.textContent = words[state];
}
async function refresh() {
  if (asking || document.hidden) return;
  asking = true;
  try {
    const answer = await fetch(live.dataset.live, { headers: { "if-none-match": tag }, cache: "no-store", redirect: "manual" });
    if (answer.type === "opaqueredirect") return showLink("ended");
    if (answer.ok) {
      tag = answer.headers.get("etag");
      replaceList(await answer.text());
    } else if (answer.status !== 304) throw new Error(answer.status);
    lastGood = new Date();
    showLink(navigator.onLine ? "live" : "lost");
  } catch {
    showLink("lost");
  } finally {
    asking = false;
  }
}
function replaceList(html) {
  const known = new Set(rows().map((row) => row.id));
  const focus = live.contains(document.activeElement);
  live.innerHTML = html;
  for (const row of rows()) row.classList.toggle("is-fresh", !known.has(row.id));
  tellAges();
  markUnread();
  chooseAgain(focus);
}
function listen() {
  if (document.hidden) return stream = stream?.close();
  if (stream && stream.readyState !== EventSource.CLOSED) return;
  stream = new EventSource("/desk/events");
  for (const event of ["opened", "changed", "error"]) stream.addEventListener(event, refresh);
}
function keepLive() {
  const look = () => { listen(); refresh(); };
  look();
  setInterval(() => { listen(); if (stream?.readyState !== EventSource.OPEN) refresh(); }, POLL_MS);
  for (const event of ["online", "focus"]) addEventListener(event, look);
  document.addEventListener("visibilitychange", look);
  addEventListener("offline", () => showLink("lost"));
}

// Keys
const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  Enter: () => chosen() && location.assign(chosen().dataset.open),
  c: () => decide("confirmed"),
  d: () => decide("dismissed"),
  r: () => decide("resolved"),
  u: () => location.assign("/"),
  n: () => location.assign("/check"),
  "/": () => $(".filters select")?.focus(),
  "?": () => $("#help").showModal(),
};
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, dialog[open]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  event.preventDefault();
  KEYS[event.key]();
});

// Small comforts
document.addEventListener("click", (event) => {
  const row = event.target.closest(".clash");
  if (row) choose(row);
  const { decides, opens, closes, prints, copies } = event.target.closest("button, [data-decides]")?.dataset ?? {};
  if (decides) { event.preventDefault(); decide(decides); }
  if (opens) document.getElementById(opens).showModal();
  if (closes) event.target.closest("dialog").close();
  if (prints) print();
  if (copies) copy(document.getElementById(copies)?.textContent ?? location.href.split("#")[0]);
});
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    tell("Copied");
  } catch {
    tell("The browser did not allow copying.");
  }
}
document.addEventListener("submit", ({ target }) => {
  for (const field of $$("[data-remember]", target)) remember(`desk.${field.dataset.remember}`, field.value);
  if (!target.dataset.waits) return;
  const started = Date.now();
  const count = () => { $(".waiting", target).textContent = `${target.dataset.waits} ${Math.round((Date.now() - started) / 1000)} s`; };
  $("button.primary", target).disabled = true;
  count();
  setInterval(count, 1000);
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
for (const form of $$("form[data-submits]")) form.addEventListener("change", () => form.requestSubmit());
for (const form of $$("form[method=get]")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  });
}
for (const details of $$("[data-loads]")) {
  details.addEventListener("toggle", async () => {
    const answer = await fetch(details.dataset.loads, { redirect: "manual" }).catch(() => null);
    if (answer?.ok) $("div", details).innerHTML = await answer.text();
  }, { once: true });
}
for (const link of $$("[data-continues]")) { // a strict cookie is not sent when a link leads here from another site
  fetch("/desk/clashes", { redirect: "manual" }).then((answer) => answer.ok && location.replace(link.href), () => {});
}
for (const button of $$("button[hidden]")) button.hidden = false;
fillRemembered();
tellAges();
setInterval(tellAges, 30000);
for (const sheet of $$("[data-seen]")) see(sheet);
if (live) {
  markUnread();
  chooseAgain(true);
  keepLive();
}
