// Slack's date tokens and times of day, in the zone and language of the person who looks.

import { session } from "./session.js";

function formatted(moment, options) {
  const withZone = { timeZone: session.me?.tz ?? "UTC", ...options };
  return new Intl.DateTimeFormat(session.dateLocale, withZone).format(moment);
}

function dayNumber(moment) {
  const [year, month, day] = new Intl.DateTimeFormat("en-CA", { timeZone: session.me?.tz ?? "UTC" })
    .format(moment)
    .split("-")
    .map(Number);
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** “today”, “tomorrow” or “yesterday” in the person's language, or `null` for any other day. */
function relativeDay(moment) {
  const days = dayNumber(moment) - dayNumber(session.now());
  if (Math.abs(days) > 1) return null;
  return new Intl.RelativeTimeFormat(session.language, { numeric: "auto" }).format(days, "day");
}

const LONG = { weekday: "long", year: "numeric", month: "long", day: "numeric" };
const MIDDLE = { year: "numeric", month: "long", day: "numeric" };
const SHORT = { year: "numeric", month: "short", day: "numeric" };
const NUMBERS = { year: "numeric", month: "2-digit", day: "2-digit" };

const TOKENS = {
  date_num: (moment) => formatted(moment, NUMBERS),
  date_slash: (moment) => formatted(moment, NUMBERS),
  date: (moment) => formatted(moment, MIDDLE),
  date_short: (moment) => formatted(moment, SHORT),
  date_long: (moment) => formatted(moment, LONG),
  date_pretty: (moment) => relativeDay(moment) ?? formatted(moment, MIDDLE),
  date_short_pretty: (moment) => relativeDay(moment) ?? formatted(moment, SHORT),
  date_long_pretty: (moment) => relativeDay(moment) ?? formatted(moment, LONG),
  day_divider_pretty: (moment) => relativeDay(moment) ?? formatted(moment, LONG),
  time: (moment) => formatted(moment, { hour: "2-digit", minute: "2-digit" }),
  time_secs: (moment) => formatted(moment, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
  ago: (moment) => ago(moment),
};

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

function ago(moment) {
  const seconds = (moment - session.now()) / 1000;
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(session.language, { numeric: "auto" }).format(Math.round(seconds / length), unit);
}

/** A Slack date format such as `{date_short_pretty} {time}` filled in; unknown tokens stay. */
export function dateText(seconds, format) {
  const moment = new Date(Number(seconds) * 1000);
  return format.replace(/\{(\w+)\}/g, (token, name) => TOKENS[name]?.(moment) ?? token);
}

export function timeOfDay(seconds) {
  return dateText(seconds, "{time}");
}

export function dayTitle(seconds) {
  return dateText(seconds, "{day_divider_pretty}");
}

/** Which day a message belongs to in the person's zone; equal numbers are the same day. */
export function dayKey(seconds) {
  return dayNumber(new Date(Number(seconds) * 1000));
}

/** Day, date and time for tooltips and the clock. */
export function fullMoment(moment) {
  return formatted(moment, { ...LONG, hour: "2-digit", minute: "2-digit" });
}

/** The time of day now in another zone, as the list of people shows it. */
export function timeInZone(zone) {
  return formatted(session.now(), { timeZone: zone, hour: "2-digit", minute: "2-digit" });
}
