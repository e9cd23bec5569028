// The switcher between people: each is a link to their own window.

import { windowOf } from "./api.js";
import { avatar } from "./avatar.js";
import { timeInZone } from "./dates.js";
import { el, fill } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { openPopup } from "./popup.js";
import { session } from "./session.js";

const SHOWN = 60;

export function personSwitcher() {
  const { me } = session;
  return el(
    "button",
    {
      type: "button",
      class: "person-switcher",
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      "aria-label": t("person.switch", { name: me.name }),
      data: { testid: "person-switcher" },
      on: { click: (event) => open(event.currentTarget) },
    },
    avatar(me, "avatar avatar-small"),
    el("span", { class: "person-switcher-name" }, me.name),
    el("span", { "aria-hidden": "true" }, "▾"),
  );
}

function open(anchor) {
  const list = el("ul", { class: "people-list" });
  const filter = el("input", {
    class: "field-input",
    type: "search",
    placeholder: t("person.filter"),
    "aria-label": t("person.filter"),
    on: { input: () => draw(list, filter.value) },
  });
  draw(list, "");
  openPopup(anchor, el("div", { class: "people", role: "dialog", "aria-label": t("person.choose") }, filter, list));
  filter.focus();
}

function draw(list, typed) {
  const wanted = typed.toLocaleLowerCase();
  const matches = (person) => `${person.name} ${person.title} ${person.handle}`.toLocaleLowerCase().includes(wanted);
  const humans = [...session.people.values()].filter((person) => !person.is_bot && !person.deactivated);
  fill(list, humans.filter(matches).slice(0, SHOWN).map(row));
}

function row(person) {
  const isMe = person.id === session.me.id;
  return el(
    "li",
    { class: "people-row" },
    el(
      "a",
      { href: windowOf(person.handle), class: "people-link", "aria-current": isMe ? "true" : null, data: { handle: person.handle } },
      avatar(person, "avatar avatar-small"),
      el(
        "span",
        { class: "people-text" },
        el("span", { class: "people-name" }, person.name, person.guest ? el("span", { class: "tag" }, t("person.guest")) : null),
        el("span", { class: "people-detail" }, `${person.title} · ${timeInZone(person.tz)} · ${person.tz}`),
      ),
    ),
    el(
      "a",
      { href: windowOf(person.handle), target: "_blank", class: "icon-button", title: t("person.window", { name: person.name }) },
      icon("window"),
      el("span", { class: "visually-hidden" }, t("person.window", { name: person.name })),
    ),
  );
}
