// The list of places: the bot's home tab, channels and direct messages, with marks for what is unread.

import { on } from "./bus.js";
import { avatar } from "./avatar.js";
import { el, fill } from "./dom.js";
import { emoji } from "./mrkdwn.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { session } from "./session.js";

const unread = new Map();
let place = "";

export function startSidebar(nav) {
  const draw = () => drawPlaces(nav);
  on("place", (chosen) => {
    place = chosen.place;
    unread.delete(place);
    draw();
  });
  on("channels", draw);
  on("people", draw);
  for (const kind of ["message", "ephemeral"]) on(kind, (data) => markUnread(nav, data));
}

function markUnread(nav, { channel, message }) {
  if (channel === place || message.user === session.me.id) return;
  unread.set(channel, (unread.get(channel) ?? 0) + 1);
  nav.querySelector(`[data-place="${channel}"]`)?.replaceWith(link(session.channels.get(channel)));
}

function drawPlaces(nav) {
  const all = [...session.channels.values()];
  const direct = all.filter((channel) => channel.is_im);
  const joined = all.filter((channel) => !channel.is_im && channel.is_member);
  const others = all.filter((channel) => !channel.is_im && !channel.is_member);
  fill(
    nav,
    homeLink(),
    group(t("channels"), joined),
    group(t("direct"), direct),
    others.length ? el("details", { class: "sidebar-more" }, el("summary", {}, t("channels.more")), list(others)) : null,
  );
}

function group(title, channels) {
  return el("section", { "aria-label": title }, el("h2", { class: "sidebar-title" }, title), list(channels));
}

function list(channels) {
  return el("ul", { class: "places" }, channels.map((channel) => el("li", {}, link(channel))));
}

function homeLink() {
  const isHere = place === "home";
  const attributes = { href: "#home", class: "place place-home", "aria-current": isHere ? "page" : null, data: { place: "home" } };
  return el("a", attributes, el("span", { class: "place-sign" }, icon("home")), t("home", { bot: session.workspace.bot.name }));
}

function link(channel) {
  const count = unread.get(channel.id) ?? 0;
  return el(
    "a",
    {
      href: `#${channel.id}`,
      class: count ? "place place-unread" : "place",
      "aria-current": channel.id === place ? "page" : null,
      data: { place: channel.id },
    },
    sign(channel),
    el("span", { class: "place-name" }, channel.name),
    channel.is_im ? status(channel) : null,
    channel.is_archived ? el("span", { class: "tag" }, t("channel.archived")) : null,
    count ? el("span", { class: "badge", "aria-label": t("unread", { count }) }, String(count)) : null,
  );
}

function sign(channel) {
  if (channel.is_im) return avatar(session.people.get(channel.user), "avatar avatar-tiny");
  if (!channel.is_private) return el("span", { class: "place-sign", "aria-hidden": "true" }, "#");
  return el("span", { class: "place-sign", role: "img", "aria-label": t("channel.private") }, icon("lock"));
}

function status(channel) {
  const person = session.people.get(channel.user);
  if (!person?.status_emoji) return null;
  return el("span", { title: person.status_text }, emoji(person.status_emoji.replaceAll(":", "")));
}
