// Jira's issues as they change: estimate, status and comments; what just changed lights up.

import { read } from "../api.js";
import { on } from "../bus.js";
import { timeOfDay } from "../dates.js";
import { el, fill } from "../dom.js";
import { t } from "../i18n.js";

const SHOWN = 100;
const PAUSE = 300;

export function jiraPanel() {
  const state = { issues: [], seen: new Map(), filter: "", timer: 0 };
  const list = el("div", { class: "issues" });
  const filter = el("input", {
    type: "search",
    class: "field-input",
    placeholder: t("jira.filter"),
    "aria-label": t("jira.filter"),
    on: { input: () => draw(list, Object.assign(state, { filter: filter.value })) },
  });
  const refresh = async () => {
    state.issues = (await read("jira")).issues;
    draw(list, state);
  };
  on("jira", () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(refresh, PAUSE);
  });
  return { node: el("div", {}, filter, list), opened: refresh };
}

function draw(list, state) {
  const wanted = state.filter.toLocaleLowerCase();
  const matching = state.issues.filter((issue) => `${issue.key} ${issue.summary}`.toLocaleLowerCase().includes(wanted));
  const groups = Map.groupBy(matching.slice(0, SHOWN), (issue) => issue.sprint || t("jira.backlog"));
  fill(list, [...groups].map(([sprint, issues]) => group(sprint, issues, state.seen)));
  if (matching.length > SHOWN) list.append(el("p", { class: "hint" }, t("jira.more", { count: matching.length - SHOWN })));
  for (const issue of state.issues) state.seen.set(issue.key, JSON.stringify(issue));
}

function group(sprint, issues, seen) {
  return el("section", {}, el("h3", { class: "issues-title" }, sprint), el("ul", {}, issues.map((issue) => issueNode(issue, seen))));
}

function issueNode(issue, seen) {
  const before = seen.get(issue.key);
  const hasChanged = before !== undefined && before !== JSON.stringify(issue);
  return el(
    "li",
    { class: hasChanged ? "issue changed" : "issue", data: { issue: issue.key } },
    el(
      "div",
      { class: "issue-head" },
      el("span", { class: "issue-key" }, issue.key),
      el("span", { class: "tag" }, issue.status),
      el("span", { class: "estimate", "aria-label": t("jira.estimate") }, issue.estimate ?? "–"),
    ),
    el("p", { class: "issue-summary" }, issue.summary),
    issue.comments.length ? comments(issue.comments) : null,
  );
}

function comments(entries) {
  const rows = entries.map((comment) =>
    el("li", {}, el("strong", {}, comment.author), ` ${timeOfDay(comment.at)} `, el("span", { class: "comment-text" }, comment.text)),
  );
  return el("details", { class: "comments", open: true }, el("summary", {}, t("jira.comments", { count: entries.length })), el("ul", {}, rows));
}
