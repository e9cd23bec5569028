// One message: author, time, content, files, reactions, thread, and what one can do with it.

import { act, post } from "./api.js";
import { avatar } from "./avatar.js";
import { renderBlocks } from "./blockkit/blocks.js";
import { Surface } from "./blockkit/surface.js";
import { tell } from "./bus.js";
import { dateText, timeOfDay } from "./dates.js";
import { el, iconButton } from "./dom.js";
import { REACTIONS, emojiCharacter } from "./emoji.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { emoji, mrkdwn } from "./mrkdwn.js";
import { session } from "./session.js";

/** The person (or bot) who wrote it. */
export function authorOf(message) {
  const person = session.people.get(message.user) ?? (message.bot_id ? session.workspace.bot : null);
  return person ?? { id: message.user, name: message.username ?? message.user ?? "" };
}

/** A message as an article; `surface` keeps what was chosen in it over redraws. */
export function messageNode(message, { channel, surface, inThread = false }) {
  const author = authorOf(message);
  return el(
    "article",
    {
      class: messageClass(message),
      tabindex: "-1",
      "aria-label": t("message.label", { name: author.name, time: timeOfDay(message.ts) }),
      data: {
        testid: message.is_ephemeral ? "ephemeral" : "message",
        ts: message.ts,
        channel,
        focusKey: `message/${message.ts}`,
      },
    },
    message.is_ephemeral ? el("p", { class: "ephemeral-note" }, icon("eye"), " ", t("message.only_you")) : null,
    avatar(author),
    el(
      "div",
      { class: "message-body" },
      head(message, author),
      content(message, surface),
      (message.files ?? []).map(fileNode),
      reactions(message, channel),
      inThread ? null : threadLink(message),
    ),
    message.is_ephemeral ? null : toolbar(message, { channel, inThread }),
  );
}

function messageClass(message) {
  if (message.is_ephemeral) return "message message-ephemeral";
  return /_(join|leave|topic|purpose|name|archive)$/.test(message.subtype ?? "") ? "message message-note" : "message";
}

function head(message, author) {
  return el(
    "p",
    { class: "message-head" },
    el("span", { class: "message-author" }, author.name),
    author.is_bot ? el("span", { class: "tag" }, t("message.app")) : null,
    el("time", { class: "message-time", title: dateText(message.ts, "{date_long} {time_secs}") }, timeOfDay(message.ts)),
    message.edited ? el("span", { class: "message-edited" }, t("message.edited")) : null,
  );
}

function content(message, surface) {
  const attachments = (message.attachments ?? []).map((attachment) => attachmentNode(attachment, surface));
  if (!message.blocks?.length) return [el("div", { class: "text-block" }, mrkdwn(message.text ?? "")), ...attachments];
  return [...renderBlocks(message.blocks, surface), ...attachments];
}

function attachmentNode(attachment, surface) {
  const node = el("div", { class: "attachment" });
  if (attachment.color) node.style.borderColor = attachment.color.startsWith("#") ? attachment.color : `#${attachment.color}`;
  node.append(...(attachment.blocks ? renderBlocks(attachment.blocks, surface) : mrkdwn(attachment.text ?? attachment.fallback ?? "")));
  return node;
}

function fileNode(file) {
  const address = file.url_private ?? file.permalink;
  if (!file.mimetype?.startsWith("image/")) return el("a", { class: "file", href: address, target: "_blank" }, icon("file"), " ", file.title ?? file.name);
  const caption = el("figcaption", {}, file.title ?? file.name);
  const picture = el("img", { src: address, alt: file.alt_txt || file.title || file.name, class: "block-image", loading: "lazy" });
  return el("figure", { class: "image-block" }, caption, picture);
}

function reactions(message, channel) {
  if (!message.reactions?.length) return null;
  const chips = message.reactions.map(({ name, count, users }) => {
    const names = users.map((id) => session.personName(id)).join(", ");
    return el(
      "button",
      {
        type: "button",
        class: "reaction",
        "aria-pressed": String(users.includes(session.me.id)),
        "aria-label": t("reaction.label", { name, count, names }),
        title: names,
        on: { click: () => react(message, channel, name) },
      },
      emoji(name),
      ` ${count}`,
    );
  });
  return el("div", { class: "reactions" }, chips);
}

function react(message, channel, name) {
  return post("react", { channel, ts: message.ts, emoji: name }).catch((error) => tell("notice", { text: error.message }));
}

function threadLink(message) {
  if (!message.reply_count) return null;
  return el(
    "button",
    { type: "button", class: "thread-link", data: { focusKey: `thread/${message.ts}` }, on: { click: () => tell("open_thread", { ts: message.ts }) } },
    t(message.reply_count === 1 ? "thread.reply" : "thread.replies", { count: message.reply_count }),
  );
}

function toolbar(message, { channel, inThread }) {
  const reactionItems = REACTIONS.map((name) => ({
    label: `${emojiCharacter(name)} ${name.replaceAll("_", " ")}`,
    choose: () => react(message, channel, name),
  }));
  const shortcuts = session.workspace.shortcuts.filter((shortcut) => shortcut.type === "message");
  const items = shortcuts.map((shortcut) => ({ label: shortcut.name, choose: () => runShortcut(shortcut, message, channel) }));
  const key = (name) => ({ data: { focusKey: `${name}/${message.ts}` } });
  return el(
    "div",
    { class: "message-toolbar", role: "group", "aria-label": t("message.actions") },
    iconButton("smile", t("reaction.add"), (event) => openMenu(event.currentTarget, reactionItems), key("react")),
    inThread ? null : iconButton("reply", t("thread.answer"), () => tell("open_thread", { ts: message.ts }), key("reply")),
    items.length ? iconButton("more", t("more.actions"), (event) => openMenu(event.currentTarget, items), key("more")) : null,
  );
}

function runShortcut(shortcut, message, channel) {
  const body = { callback_id: shortcut.callback_id, channel, ts: message.ts };
  return act("shortcut", body).catch((error) => tell("notice", { text: error.message }));
}

/** The surface of a message: acts carry its place, and what failed is said below it. */
export function messageSurface(channel, ts) {
  const place = { channel, ts };
  return new Surface({
    send: (action) => act("act", { ...place, ...action }),
    suggest: (query) => post("suggest", { ...place, ...query }),
    fail: (error, control) => sayBelow(control.closest(".message"), error.message),
  });
}

const ERROR_SHOWN = 8_000;

function sayBelow(message, text) {
  if (!message) return tell("notice", { text });
  message.querySelector(".act-error")?.remove();
  const line = el("p", { class: "act-error", role: "alert" }, "⚠ ", text);
  message.querySelector(".message-body").append(line);
  return setTimeout(() => line.remove(), ERROR_SHOWN);
}
