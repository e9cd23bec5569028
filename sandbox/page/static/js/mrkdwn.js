// Slack's mrkdwn as elements: emphasis, code, quotes, lists, links, mentions, dates and emoji.

import { el } from "./dom.js";
import { emojiCharacter } from "./emoji.js";
import { dateText, fullMoment } from "./dates.js";
import { t } from "./i18n.js";
import { session } from "./session.js";

const WEB_OR_MAIL = /^(?:https?:\/\/|mailto:)/i;
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

export function unescaped(text) {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}

/** The nodes of a whole mrkdwn text, with its paragraphs, quotes, lists and code blocks. */
export function mrkdwn(text) {
  return text.split(/```/).flatMap((part, index) => (index % 2 ? [codeBlock(part)] : lines(part)));
}

function codeBlock(text) {
  return el("pre", {}, el("code", {}, unescaped(text.replace(/^\n|\n$/g, ""))));
}

const LINE_KINDS = [
  { kind: "quote", pattern: /^(?:&gt;|>) ?(.*)$/ },
  { kind: "bullet", pattern: /^\s*[•◦▪-] +(.*)$/ },
  { kind: "number", pattern: /^\s*\d+[.)] +(.*)$/ },
];

function lineKind(line) {
  for (const { kind, pattern } of LINE_KINDS) {
    const match = pattern.exec(line);
    if (match) return { kind, text: match[1] };
  }
  return { kind: "plain", text: line };
}

function lines(text) {
  const groups = [];
  for (const line of text.replace(/^\n|\n$/g, "").split("\n")) {
    const { kind, text: content } = lineKind(line);
    if (groups.at(-1)?.kind === kind) groups.at(-1).lines.push(content);
    else groups.push({ kind, lines: [content] });
  }
  return groups.flatMap(({ kind, lines: content }) => GROUPS[kind](content));
}

const GROUPS = {
  quote: (content) => [el("blockquote", {}, withBreaks(content))],
  bullet: (content) => [el("ul", {}, content.map((line) => el("li", {}, inline(line))))],
  number: (content) => [el("ol", {}, content.map((line) => el("li", {}, inline(line))))],
  plain: (content) => withBreaks(content),
};

function withBreaks(content) {
  return content.flatMap((line, index) => (index ? [el("br"), ...inline(line)] : inline(line)));
}

const SPANS = [
  { pattern: /`([^`\n]+)`/, build: (match) => el("code", {}, unescaped(match[1])) },
  { pattern: /<([^<>\n]+)>/, build: (match) => reference(match[1]) },
  { pattern: /(?<![\p{L}\p{N}*])\*(\S(?:[^*\n]*\S)?)\*(?![\p{L}\p{N}*])/u, build: (match) => el("strong", {}, inline(match[1])) },
  { pattern: /(?<![\p{L}\p{N}_])_(\S(?:[^_\n]*\S)?)_(?![\p{L}\p{N}_])/u, build: (match) => el("em", {}, inline(match[1])) },
  { pattern: /(?<![\p{L}\p{N}~])~(\S(?:[^~\n]*\S)?)~(?![\p{L}\p{N}~])/u, build: (match) => el("s", {}, inline(match[1])) },
  { pattern: /:([a-z0-9_+-]+(?:::skin-tone-[2-6])?):/, build: (match) => emoji(match[1]) },
];

/** The nodes of one line: the span that starts first wins, and what it holds is read the same way. */
export function inline(text) {
  const nodes = [];
  let rest = text;
  while (rest) {
    const first = firstSpan(rest);
    if (!first) break;
    if (first.match.index) nodes.push(unescaped(rest.slice(0, first.match.index)));
    nodes.push(first.build(first.match));
    rest = rest.slice(first.match.index + first.match[0].length);
  }
  if (rest) nodes.push(unescaped(rest));
  return nodes;
}

function firstSpan(text) {
  let first = null;
  for (const { pattern, build } of SPANS) {
    const match = pattern.exec(text);
    if (match && (!first || match.index < first.match.index)) first = { match, build };
  }
  return first;
}

/** An emoji by its short code; screen readers get the code's words. */
export function emoji(name) {
  const character = emojiCharacter(name);
  if (!character) return `:${name}:`;
  return el("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` }, character);
}

/** What stands between `<` and `>`: a mention, a channel, a date, a broadcast or a link. */
function reference(content) {
  const [target, ...labels] = content.split("|");
  const label = labels.join("|");
  if (target.startsWith("@")) return userMention(target.slice(1), label);
  if (target.startsWith("#")) return channelMention(target.slice(1), label);
  if (target.startsWith("!date^")) return dateToken(target, label);
  if (target.startsWith("!")) return el("span", { class: "mention mention-me" }, unescaped(label || `@${target.slice(1)}`));
  if (!WEB_OR_MAIL.test(target)) return `<${unescaped(content)}>`;
  return link(unescaped(target), unescaped(label || target.replace(/^mailto:/, "")));
}

export function userMention(id, label = "") {
  const name = session.people.get(id)?.name ?? (label || id);
  return el("span", { class: id === session.me?.id ? "mention mention-me" : "mention", data: { user: id } }, `@${name}`);
}

export function channelMention(id, label = "") {
  const name = session.channels.get(id)?.name ?? label;
  if (!name) return el("span", { class: "mention" }, t("channel.private"));
  return el("a", { class: "mention", href: `#${id}` }, `#${name}`);
}

function dateToken(target, fallback) {
  const [, seconds, format, address] = target.split("^");
  const text = /^\d+$/.test(seconds) ? dateText(seconds, format) : unescaped(fallback);
  return address ? link(unescaped(address), text) : dateElement(seconds, text);
}

/** A moment with the whole date as its tooltip. */
export function dateElement(seconds, text) {
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime())) return text;
  return el("time", { datetime: moment.toISOString(), title: fullMoment(moment) }, text);
}

/** A link to the web or to a mail address; any other address stays text. */
export function link(address, ...label) {
  if (!WEB_OR_MAIL.test(address)) return el("span", {}, ...label);
  return el("a", { href: address, target: "_blank", rel: "noreferrer noopener" }, ...label);
}
