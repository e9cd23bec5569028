// `rich_text` blocks: sections, lists, quotes and preformatted text with their styled pieces.

import { el } from "../dom.js";
import { dateText } from "../dates.js";
import { channelMention, dateElement, emoji, link, userMention } from "../mrkdwn.js";

export function richText(block) {
  return el("div", { class: "block rich-text" }, block.elements.flatMap(part));
}

const PARTS = {
  rich_text_section: (element) => [el("p", {}, pieces(element))],
  rich_text_quote: (element) => [el("blockquote", {}, pieces(element))],
  rich_text_preformatted: (element) => [el("pre", {}, el("code", {}, pieces(element)))],
  rich_text_list: (element) => [list(element)],
};

function part(element) {
  return PARTS[element.type]?.(element) ?? [];
}

function list(element) {
  const tag = element.style === "ordered" ? "ol" : "ul";
  const start = tag === "ol" && element.offset ? element.offset + 1 : null;
  return el(
    tag,
    { start, class: `indent-${element.indent ?? 0}` },
    element.elements.map((item) => el("li", {}, pieces(item))),
  );
}

function pieces(element) {
  return element.elements.flatMap((piece) => {
    const build = PIECES[piece.type];
    return build ? [styled(build(piece), piece.style)] : [];
  });
}

const PIECES = {
  text: (piece) => withBreaks(piece.text),
  link: (piece) => link(piece.url, piece.text ?? piece.url),
  emoji: (piece) => emoji(piece.skin_tone ? `${piece.name}::skin-tone-${piece.skin_tone}` : piece.name),
  user: (piece) => userMention(piece.user_id),
  usergroup: (piece) => el("span", { class: "mention" }, `@${piece.usergroup_id}`),
  team: (piece) => el("span", { class: "mention" }, piece.team_id),
  channel: (piece) => channelMention(piece.channel_id),
  broadcast: (piece) => el("span", { class: "mention mention-me" }, `@${piece.range}`),
  color: (piece) => el("span", { class: "color-piece" }, piece.value),
  date: (piece) => {
    const text = dateText(piece.timestamp, piece.format);
    return piece.url ? link(piece.url, text) : dateElement(piece.timestamp, text);
  },
};

function withBreaks(text) {
  const nodes = text.split("\n").flatMap((line, index) => (index ? [el("br"), line] : [line]));
  return el("span", {}, nodes);
}

const STYLES = [
  ["bold", "strong"],
  ["italic", "em"],
  ["strike", "s"],
  ["underline", "u"],
  ["code", "code"],
];

function styled(node, style = {}) {
  return STYLES.reduce((inner, [name, tag]) => (style[name] ? el(tag, {}, inner) : inner), node);
}
