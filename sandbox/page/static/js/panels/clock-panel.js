// The sandbox's clock: it runs fast for a while rather than jumps.

import { post } from "../api.js";
import { on, tell } from "../bus.js";
import { fullMoment } from "../dates.js";
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { session } from "../session.js";

const HOUR = 3_600;
const STEPS = [
  ["clock.hour", { seconds: HOUR }],
  ["clock.day", { seconds: 24 * HOUR }],
  ["clock.morning", { until: "09:00" }],
];

export function clockPanel() {
  const now = el("p", { class: "clock-now", data: { testid: "clock" } });
  const speed = el("p", { class: "hint", role: "status" });
  const error = el("p", { class: "field-error", role: "alert" });
  const draw = () => {
    now.textContent = fullMoment(session.now());
    const text = session.clock.speed > 1 ? t("clock.fast", { speed: Math.round(session.clock.speed) }) : t("clock.real");
    if (speed.textContent !== text) speed.textContent = text;
  };
  const buttons = STEPS.map(([key, body]) => el("button", { type: "button", class: "button", on: { click: () => advance(body, error) } }, t(key)));
  on("clock", draw);
  setInterval(draw, 500);
  const intro = el("p", { class: "hint" }, t("clock.intro"));
  return { node: el("div", { class: "clock" }, now, el("p", { class: "hint" }, session.me.tz), speed, el("div", { class: "stack" }, buttons), intro, error), opened: draw };
}

async function advance(body, error) {
  try {
    tell("clock", await post("clock", body));
    error.textContent = "";
  } catch (failure) {
    error.textContent = failure.message;
  }
}
