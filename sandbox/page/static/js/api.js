// The page's own JSON interface: what this window asks of the sandbox and does in its person's name.

import { t } from "./i18n.js";

const who = new URLSearchParams(window.location.search).get("as") ?? "";

/** What did not work, in a sentence for the person. */
export class ActFailed extends Error {
  constructor(message, fieldErrors = {}) {
    super(message);
    this.fieldErrors = fieldErrors;
  }
}

function address(path, query = {}) {
  const given = Object.entries({ as: who, ...query }).filter(([, value]) => value);
  return `/page/${path}?${new URLSearchParams(given)}`;
}

async function answered(request) {
  let response;
  try {
    response = await request;
  } catch {
    throw new ActFailed(t("error.sandbox_gone"));
  }
  const body = await response.json();
  if (!response.ok) throw new ActFailed(body.error);
  return body;
}

export function read(path, query = {}) {
  return answered(fetch(address(path, query)));
}

export function post(path, body = {}) {
  const headers = { "Content-Type": "application/json" };
  return answered(fetch(address(path), { method: "POST", headers, body: JSON.stringify(body) }));
}

/** An act that the bot has to answer: throws the sentence that Slack would show when it did not go well. */
export async function act(path, body) {
  const outcome = await post(path, body);
  if (!outcome.ok) throw new ActFailed(outcomeText(outcome), outcome.errors ?? {});
  return outcome;
}

function outcomeText(outcome) {
  const key = `error.${outcome.error}`;
  const text = t(key);
  return text === key ? t("error.other", { error: outcome.error }) : text;
}

/** Puts a file into the workspace; answers its id and name. */
export function uploadFile(file, channel = "") {
  const headers = { "Content-Type": "application/octet-stream" };
  return answered(fetch(address("upload", { name: file.name, channel }), { method: "POST", headers, body: file }));
}

/** The address of the person's own window, for switching and for opening one beside this. */
export function windowOf(handle) {
  return `?${new URLSearchParams({ as: handle })}${window.location.hash}`;
}

/** Live events; `listen(kind, data)` is called for each, `onState(connected)` when the line breaks or mends. */
export function connect(listen, onState) {
  const source = new EventSource(address("events"));
  source.addEventListener("open", () => onState(true));
  source.addEventListener("error", () => onState(false));
  source.addEventListener("message", (event) => {
    const { kind, data } = JSON.parse(event.data);
    listen(kind, data);
  });
}
