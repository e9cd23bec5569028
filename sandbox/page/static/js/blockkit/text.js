// Text objects: plain text as it stands, mrkdwn as elements.

import { withEmoji } from "../emoji.js";
import { mrkdwn } from "../mrkdwn.js";

/** The nodes of a text object. */
export function textNodes(text) {
  if (!text) return [];
  return text.type === "mrkdwn" ? mrkdwn(text.text) : [plain(text)];
}

/** The text of a plain text object; emoji codes become characters unless the bot asked for none. */
export function plain(text) {
  if (!text) return "";
  return text.emoji === false ? text.text : withEmoji(text.text);
}
