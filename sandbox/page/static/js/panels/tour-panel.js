// The guided tour: what to do as whom, ticked off when it happened.

import { read, windowOf } from "../api.js";
import { on } from "../bus.js";
import { el, fill } from "../dom.js";
import { t } from "../i18n.js";
import { session } from "../session.js";

export function tourPanel() {
  const node = el("div", { class: "tour" });
  const refresh = async () => draw(node, await read("tour", { language: session.language }));
  on("tour", refresh);
  return { node, opened: refresh };
}

function draw(node, { tours }) {
  fill(node, tours.map(tourNode));
}

function tourNode(tour) {
  const current = tour.steps.find((step) => !step.is_done);
  const done = tour.steps.filter((step) => step.is_done).length;
  return el(
    "section",
    { class: "tour-one" },
    el("h2", {}, tour.title),
    el("p", { class: "hint" }, tour.intro),
    el("progress", { max: tour.steps.length, value: done, "aria-label": t("tour.progress", { done, all: tour.steps.length }) }),
    el("ol", { class: "tour-steps" }, tour.steps.map((step) => stepNode(step, step === current))),
    current ? null : el("p", { class: "tour-done" }, t("tour.done")),
  );
}

function stepNode(step, isCurrent) {
  const state = step.is_done ? "tour-step done" : `tour-step${isCurrent ? " current" : ""}`;
  return el(
    "li",
    { class: state, "aria-current": isCurrent ? "step" : null, data: { testid: `tour-${step.id}` } },
    el("span", { class: "tour-tick", role: "img", "aria-label": step.is_done ? t("tour.ticked") : t("tour.open") }, step.is_done ? "✓" : "○"),
    el("div", {}, el("p", {}, step.text), step.type ? el("code", { class: "tour-line" }, step.type) : null, isCurrent ? help(step) : null),
  );
}

/** What helps with the step: to become the person, to go to the place, to have it typed, to be shown the button. */
function help(step) {
  if (step.as && step.as !== session.me.handle) {
    const person = [...session.people.values()].find(({ handle }) => handle === step.as);
    return el("a", { class: "button", href: windowOf(step.as) }, t("tour.become", { name: person?.name ?? step.as }));
  }
  if (step.type) return button(t("tour.type"), () => typeForMe(step));
  if (step.action) return button(t("tour.show"), () => point(step.action));
  if (step.panel) return button(t("tour.open_panel"), () => document.querySelector(`[data-panel="${step.panel}"]`)?.click());
  return null;
}

function button(label, onClick) {
  return el("button", { type: "button", class: "button button-primary", data: { testid: "tour-help" }, on: { click: onClick } }, label);
}

async function typeForMe(step) {
  const channel = [...session.channels.values()].find(({ name }) => name === step.channel);
  if (channel && window.location.hash !== `#${channel.id}`) {
    window.location.hash = channel.id;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  document.querySelector(".conversation .composer")?.dispatchEvent(new CustomEvent("type-for-me", { detail: step.type }));
}

function point(action) {
  const found = [...document.querySelectorAll(`.conversation [data-action-id^="${CSS.escape(action)}"]`)].at(-1);
  if (!found) return;
  found.scrollIntoView({ block: "center" });
  found.focus();
  found.classList.add("pointed-at");
  found.addEventListener("animationend", () => found.classList.remove("pointed-at"), { once: true });
}
