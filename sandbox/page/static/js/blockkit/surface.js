// Where blocks stand: a surface keeps what was typed and chosen in it and carries acts to the bot.


/** A message's, modal's or home tab's controls with their values; `send` does the act and answers its outcome. */
export class Surface {
  constructor({ send, suggest, fail }) {
    this.send = send;
    this.suggest = suggest;
    this.fail = fail;
    this.entries = new Map();
  }

  /** What stands in a control now: `raw` is sent to the bot, `shown` are the options behind it. */
  value(blockId, actionId) {
    return this.entries.get(key(blockId, actionId));
  }

  set(blockId, actionId, entry) {
    this.entries.set(key(blockId, actionId), { blockId, ...entry });
  }

  /** The values of all fields by `block_id`, as a submission sends them. */
  values() {
    const filled = [...this.entries.values()].filter((entry) => entry.field);
    return Object.fromEntries(filled.map((entry) => [entry.blockId, entry.raw]));
  }

  /** Forgets the values of controls that an update took away. */
  keepOnly(blocks) {
    const kept = new Set(blocks.flatMap((block) => controls(block).map((control) => key(block.block_id, control.action_id))));
    for (const known of this.entries.keys()) if (!kept.has(known)) this.entries.delete(known);
  }

  /** Does an act while the control shows that it is busy; what went wrong is said where the control stands. */
  async act(action, control) {
    control.setAttribute("aria-busy", "true");
    try {
      await this.send(action);
    } catch (error) {
      this.fail(error, control);
    } finally {
      control.removeAttribute("aria-busy");
    }
  }
}

function key(blockId, actionId) {
  return `${blockId}/${actionId}`;
}

function controls(block) {
  return [block.element, block.accessory, ...(block.elements ?? [])].filter((control) => control?.action_id);
}
