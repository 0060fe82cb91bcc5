// Keys, live updates and small comforts; every page works without this script.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const POLL_MS = 4000;
const SEEN_KEY = "desk.seen";
const MOST_SEEN = 3000;

const storage = {
  get(key, otherwise) {
    try { return JSON.parse(localStorage.getItem(key)) ?? otherwise; } catch { return otherwise; }
  },
  set(key, value) {
    try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* private window */ }
  },
};

// How long ago
const STEPS = [[60, "second"], [60, "minute"], [24, "hour"], [7, "day"]];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
function ago(moment) {
  let value = (moment - Date.now()) / 1000;
  if (Math.abs(value) < 45) return "just now";
  for (const [size, unit] of STEPS) {
    if (Math.abs(value) < size) return relative.format(Math.round(value), unit);
    value /= size;
  }
  return null;
}
function tellAges(root = document) {
  for (const time of $$("time.ago", root)) time.textContent = ago(new Date(time.dateTime)) ?? time.title;
}

// Unread marks
function isSeen(seen, row) { return (seen[row.id] ?? 0) >= Number(row.dataset.version); }
function markUnread() {
  const seen = storage.get(SEEN_KEY, {});
  for (const row of $$(".clash")) row.classList.toggle("is-new", !isSeen(seen, row));
  const unread = $$(".clash.is-new").length;
  if (live) document.title = document.title.replace(/^(\(\d+\) )?/, unread ? `(${unread}) ` : "");
}
function see(element) {
  const kept = Object.entries(storage.get(SEEN_KEY, {})).filter(([id]) => id !== element.id).slice(1 - MOST_SEEN);
  storage.set(SEEN_KEY, Object.fromEntries([...kept, [element.id, Number(element.dataset.version)]]));
}

// Selection in the list
const rows = () => $$(".clash");
const selected = () => $(".clash.is-selected");
function select(row, { focus = true } = {}) {
  selected()?.classList.remove("is-selected");
  if (!row) return;
  row.classList.add("is-selected");
  sessionStorage.setItem("desk.at", JSON.stringify([location.search, row.id, rows().indexOf(row)]));
  if (focus) $("a.whole", row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}
function step(by) {
  const all = rows();
  const at = all.indexOf(selected());
  select(all[Math.min(Math.max(at + by, 0), all.length - 1)] ?? null);
}
function restoreSelection({ focus }) {
  const [search, id, at] = JSON.parse(sessionStorage.getItem("desk.at") ?? "[]");
  if (search !== location.search) return;
  select(document.getElementById(id) ?? rows()[Math.min(at, rows().length - 1)] ?? null, { focus });
}

// Deciding
const TITLES = { confirmed: "Confirm this clash", dismissed: "Dismiss this clash", resolved: "Resolve this clash" };
const BUTTONS = { confirmed: "Confirm", dismissed: "Dismiss", resolved: "Resolve" };
function decide(verdict) {
  const sheet = $(".clash-sheet");
  if (sheet) return decideOnPage(verdict);
  const row = selected() ?? rows()[0];
  const dialog = $("#decide");
  if (!row || !dialog) return;
  select(row, { focus: false });
  if (!row.dataset.verdicts.split(" ").includes(verdict)) return tell(`This clash is ${$(".state", row).textContent.toLowerCase()} and stays so.`);
  const form = $("form", dialog);
  form.action = `${row.dataset.open}/review`;
  form.verdict.value = verdict;
  form.version.value = row.dataset.version;
  form.back.value = location.pathname + location.search;
  form.note.value = "";
  $("h2", dialog).textContent = TITLES[verdict];
  $("button[type=submit]", dialog).textContent = BUTTONS[verdict];
  $(".decide-what", dialog).textContent = $$("blockquote", row).map((quote) => `“${quote.textContent.trim()}”`).join(" v ");
  const right = $(".right-side", dialog);
  right.hidden = right.disabled = verdict !== "resolved";
  $$(".side", row).forEach((side, index) => {
    const choice = $(`[data-side="${index}"]`, right);
    choice.value = side.dataset.claim;
    choice.nextElementSibling.textContent = side.dataset.name;
  });
  for (const choice of $$("input", right)) { choice.checked = false; choice.required = !right.hidden; }
  dialog.showModal();
  (right.hidden ? $("button[type=submit]", dialog) : $("input", right)).focus();
}
function decideOnPage(verdict) {
  const choice = $(`.review [value="${verdict}"]`);
  if (!choice) return tell("That is not possible for this clash.");
  choice.checked = true;
  choice.form.scrollIntoView({ block: "nearest" });
  (verdict === "resolved" ? $(".review .right-side input") : $(".review button.primary")).focus();
}

// Messages
function tell(message) {
  const toast = $(".toast") ?? document.body.appendChild(Object.assign(document.createElement("p"), { className: "toast" }));
  toast.setAttribute("role", "status");
  toast.textContent = message;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => toast.remove(), 4000);
}

// Live list: told by server-sent events where there are some, else by asking now and then
const live = $("[data-live]");
const linkState = $("#link-state");
let tag = live?.dataset.tag;
let lastGood = new Date();
let asking = false;
function showLink(state) {
  const at = lastGood.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  linkState.hidden = false;
  linkState.className = `link-state ${state}`;
  const words = { live: "Live", lost: `Connection lost. This is the list of ${at}.`, ended: "Signed out. Load the page again." };
  if (linkState.textContent !== words[state]) linkState.textContent = words[state];
}
async function refresh() {
  if (asking || document.hidden) return;
  asking = true;
  try {
    const answer = await fetch(live.dataset.live, { headers: { "if-none-match": tag }, cache: "no-store", redirect: "manual" });
    if (answer.type === "opaqueredirect") return showLink("ended");
    if (answer.status !== 304 && !answer.ok) throw new Error(String(answer.status));
    if (answer.ok) {
      tag = answer.headers.get("etag");
      replaceList(await answer.text());
    }
    lastGood = new Date();
    showLink("live");
  } catch {
    showLink("lost");
  } finally {
    asking = false;
  }
}
function replaceList(html) {
  const known = new Set(rows().map((row) => row.id));
  const focused = live.contains(document.activeElement);
  const fresh = document.createElement("div");
  fresh.innerHTML = html;
  live.replaceChildren(...fresh.childNodes);
  for (const row of rows()) row.classList.toggle("is-fresh", !known.has(row.id));
  tellAges(live);
  markUnread();
  restoreSelection({ focus: focused });
}
let stream = null;
function listen() {
  if (document.hidden) return stream = stream?.close();
  if (stream && stream.readyState !== EventSource.CLOSED) return;
  stream = new EventSource("/desk/events");
  for (const event of ["opened", "changed"]) stream.addEventListener(event, refresh);
  stream.addEventListener("error", refresh);
}
function keepLive() {
  refresh();
  listen();
  setInterval(() => { listen(); if (stream?.readyState !== EventSource.OPEN) refresh(); }, POLL_MS);
  for (const event of ["online", "focus"]) addEventListener(event, refresh);
  document.addEventListener("visibilitychange", () => { listen(); refresh(); });
  addEventListener("offline", () => showLink("lost"));
}

// Keys
const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  Enter: () => selected() && location.assign(selected().dataset.open),
  c: () => decide("confirmed"),
  d: () => decide("dismissed"),
  r: () => decide("resolved"),
  u: () => location.assign($("[data-up]")?.href ?? "/"),
  n: () => location.assign("/check"),
  "/": () => $(".filters select, .filters input")?.focus(),
  "?": () => $("#help").showModal(),
};
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  event.preventDefault();
  KEYS[event.key]();
});

// Small comforts
document.addEventListener("click", (event) => {
  const row = event.target.closest(".clash");
  if (row) select(row, { focus: false });
  const verdict = event.target.closest("[data-decides]")?.dataset.decides;
  if (verdict) return event.preventDefault(), decide(verdict);
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.opens) document.getElementById(button.dataset.opens).showModal();
  if ("closes" in button.dataset) button.closest("dialog").close();
  if ("prints" in button.dataset) print();
  if ("copiesAddress" in button.dataset) copy(location.href.split("#")[0]);
  if (button.dataset.copies) copy(document.getElementById(button.dataset.copies).textContent);
});
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    tell("Copied");
  } catch {
    tell("The browser did not allow copying.");
  }
}
document.addEventListener("submit", (event) => {
  for (const field of $$("[data-remember]", event.target)) storage.set(`desk.${field.dataset.remember}`, field.value);
  if (!event.target.dataset.waits) return;
  const started = Date.now();
  const waiting = $(".waiting", event.target);
  $("button.primary", event.target).disabled = true;
  const count = () => { waiting.textContent = `${event.target.dataset.waits} ${Math.round((Date.now() - started) / 1000)} s`; };
  count();
  setInterval(count, 1000);
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
for (const field of $$("[data-remember]")) field.value ||= storage.get(`desk.${field.dataset.remember}`, "");
for (const form of $$("form[data-submits]")) form.addEventListener("change", () => form.requestSubmit());
for (const form of $$("form[method=get]")) {
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
  });
}
for (const details of $$("[data-loads]")) {
  details.addEventListener("toggle", async () => {
    const answer = await fetch(details.dataset.loads, { redirect: "manual" }).catch(() => null);
    $("div", details).innerHTML = answer?.ok ? await answer.text() : "<p>The reasons are out of reach just now.</p>";
  }, { once: true });
}
for (const hidden of $$("button[hidden]")) hidden.hidden = false;
tellAges();
setInterval(tellAges, 30000);
for (const sheet of $$("[data-seen]")) see(sheet);
if (live) {
  markUnread();
  restoreSelection({ focus: true });
  keepLive();
}
