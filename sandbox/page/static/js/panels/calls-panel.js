// The log of calls: what the bot asked of Slack and Jira, and what was delivered to it.

import { read } from "../api.js";
import { on } from "../bus.js";
import { el, fill } from "../dom.js";
import { t } from "../i18n.js";

const SHOWN = 200;

export function callsPanel() {
  const list = el("ol", { class: "calls" });
  const add = (call) => {
    list.prepend(callNode(call));
    if (list.childElementCount > SHOWN) list.lastElementChild.remove();
  };
  on("logged", add);
  read("calls").then(({ calls }) => fill(list, calls.slice(-SHOWN).reverse().map(callNode)));
  return { node: el("div", {}, el("p", { class: "hint" }, t("calls.intro")), list) };
}

function callNode(call) {
  const outcome = call.ok ? t("calls.ok") : call.error || String(call.status);
  return el(
    "li",
    { class: call.ok ? "call" : "call failed" },
    el(
      "details",
      {},
      el(
        "summary",
        {},
        el("span", { class: `call-system call-${call.system}` }, t(`calls.${call.system}`)),
        el("span", { class: "call-name" }, call.name),
        el("span", { class: "call-outcome" }, outcome),
        call.milliseconds === null ? null : el("span", { class: "call-time" }, `${Math.round(call.milliseconds)} ms`),
      ),
      el("pre", {}, el("code", {}, JSON.stringify(call.detail, null, 2))),
    ),
  );
}
