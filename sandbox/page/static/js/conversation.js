// The middle of the page: a channel with its messages and the composer.

import { post, read } from "./api.js";
import { on, tell } from "./bus.js";
import { composer } from "./composer.js";
import { el, fill } from "./dom.js";
import { drawHome } from "./home.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { authorOf } from "./message.js";
import { MessageList } from "./messages.js";
import { session } from "./session.js";

const state = { place: "", hasMore: false, isLoading: false, list: null, parts: null, newMark: null, frame: "" };

export function startConversation(parts) {
  state.parts = parts;
  state.list = new MessageList({ label: t("messages") });
  state.list.element.addEventListener("scroll", onScroll);
  on("place", ({ place }) => open(place));
  on("channels", redrawFrame);
  for (const kind of ["message", "ephemeral", "message_changed", "ephemeral_changed"]) on(kind, (data) => onMessage(data, kind));
  for (const kind of ["message_deleted", "ephemeral_deleted"]) on(kind, onDeleted);
  on("notice", ({ text }) => sayNotice(text));
  on("connection", ({ isConnected }) => isConnected && reload());
}

function open(place) {
  state.place = place;
  tell("close_thread");
  if (place === "home") return drawHome(state.parts.main);
  drawFrame();
  return load();
}

/** Draws header and composer anew only if the channel itself has changed: somebody may be typing. */
function redrawFrame() {
  if (state.place !== "home" && frameOf(session.channels.get(state.place)) !== state.frame) drawFrame();
}

function frameOf(channel) {
  return JSON.stringify([channel?.name, channel?.topic, channel?.is_member, channel?.is_archived]);
}

function drawFrame() {
  const channel = session.channels.get(state.place);
  if (!channel) return;
  state.frame = frameOf(channel);
  state.newMark = el("button", { type: "button", class: "new-mark", hidden: true, on: { click: showNewest } }, t("messages.new"));
  fill(
    state.parts.main,
    header(channel),
    state.list.element,
    state.newMark,
    el("div", { class: "notices", role: "alert" }),
    foot(channel),
  );
}

function showNewest() {
  state.list.showEnd();
  state.newMark.hidden = true;
}

function header(channel) {
  const person = channel.is_im ? session.people.get(channel.user) : null;
  const sign = channel.is_private ? icon("lock") : "# ";
  const detail = person ? person.title : (channel.topic?.value ?? channel.topic ?? "");
  return el(
    "header",
    { class: "conversation-header" },
    el("h1", {}, channel.is_im ? null : sign, channel.name),
    el("p", { class: "topic" }, detail),
  );
}

function foot(channel) {
  if (channel.is_archived) return el("p", { class: "composer-closed" }, t("channel.archived.note"));
  if (channel.is_im || channel.is_member) {
    return composer({ channel: channel.id, label: t("composer.to", { name: channel.name }) });
  }
  const join = () => post("join", { channel: channel.id }).catch((error) => sayNotice(error.message));
  return el(
    "p",
    { class: "composer-closed" },
    t("channel.not_member", { name: channel.name }),
    el("button", { type: "button", class: "button button-primary", on: { click: join } }, t("channel.join")),
  );
}

async function load() {
  const { place, list } = state;
  list.reset(place);
  const page = await read("messages", { channel: place });
  if (place !== state.place) return;
  state.hasMore = page.more;
  for (const message of page.messages) list.put(message);
  list.showEnd();
}

/** After a broken line: what was missed comes in, what is drawn already stays where it is. */
async function reload() {
  if (!state.place || state.place === "home") return;
  const { place } = state;
  const page = await read("messages", { channel: place });
  if (place === state.place) for (const message of page.messages) state.list.put(message);
}

async function onScroll() {
  const { list, place } = state;
  if (list.isAtEnd && state.newMark) state.newMark.hidden = true;
  if (state.isLoading || !state.hasMore || list.element.scrollTop > 200) return;
  state.isLoading = true;
  try {
    const page = await read("messages", { channel: place, before: list.oldest });
    if (place !== state.place) return;
    state.hasMore = page.more;
    const { scrollHeight, scrollTop } = list.element;
    for (const message of page.messages.reverse()) list.put(message);
    list.element.scrollTop = scrollTop + list.element.scrollHeight - scrollHeight;
  } finally {
    state.isLoading = false;
  }
}

function isReply(message) {
  return message.thread_ts && message.thread_ts !== message.ts && message.subtype !== "thread_broadcast";
}

function onMessage({ channel, message }, kind) {
  if (channel !== state.place) return;
  const { list } = state;
  if (isReply(message)) {
    if (kind === "message") countReply(message);
    return;
  }
  const isNew = !kind.endsWith("_changed") && !list.message(message.ts);
  if (!isNew && !list.message(message.ts)) return;
  const follow = list.sticksToEnd || (isNew && message.user === session.me.id);
  list.put(message);
  if (follow) list.showEnd();
  else if (isNew) state.newMark.hidden = false;
  if (isNew) announce(message);
}

/** A thread's first message says how many replies there are; one that was loaded with it is not counted again. */
function countReply({ thread_ts: parentTs, ts }) {
  const parent = state.list.message(parentTs);
  if (!parent || ts <= (parent.latest_reply ?? "")) return;
  state.list.put({ ...parent, reply_count: (parent.reply_count ?? 0) + 1, latest_reply: ts });
}

/** Tells screen readers of a message that came in. */
function announce(message) {
  const { live } = state.parts;
  fill(live, `${authorOf(message).name}: ${message.text ?? ""}`);
}

function onDeleted({ channel, ts }) {
  if (channel === state.place) state.list.remove(ts);
}

const NOTICE_SHOWN = 10_000;

function sayNotice(text) {
  const place = state.parts.main.querySelector(".notices");
  if (!place) return;
  const line = el("p", { class: "act-error" }, "⚠ ", text);
  place.append(line);
  setTimeout(() => line.remove(), NOTICE_SHOWN);
}
