// A person's sign: initials on a colour of their own, or the bot's metronome.

import { el } from "./dom.js";

const HUES = 360;
const GOLDEN_ANGLE = 137; // neighbouring ids get distant colours

export function avatar(person, className = "avatar") {
  if (person?.is_bot) return el("span", { class: `${className} avatar-bot`, "aria-hidden": "true" }, "♩");
  const name = person?.name ?? "?";
  const sign = el("span", { class: className, "aria-hidden": "true" }, initials(name));
  sign.style.setProperty("--hue", String(hueOf(person?.id ?? name)));
  return sign;
}

function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...word][0] ?? "").join("").toUpperCase();
}

function hueOf(text) {
  const sum = [...text].reduce((total, character) => total * 3 + character.codePointAt(0), 7);
  return (sum * GOLDEN_ANGLE) % HUES;
}
