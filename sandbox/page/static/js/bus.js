// Who wants to hear of which event, within this window.

const listeners = new Map();

export function on(kind, listener) {
  listeners.set(kind, [...(listeners.get(kind) ?? []), listener]);
}

export function tell(kind, data = {}) {
  for (const listener of listeners.get(kind) ?? []) listener(data);
}
