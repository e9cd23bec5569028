// What this window knows: who looks, the workspace, its people and channels, the sandbox's time and the language.

export const session = {
  me: null,
  language: "en",
  workspace: { name: "", bot: null, commands: [], shortcuts: [] },
  people: new Map(),
  channels: new Map(),
  clock: { at: Date.now(), read: Date.now(), speed: 1 },

  /** The sandbox's time, carried on from the last reading at the speed it had then. */
  now() {
    const elapsed = Date.now() - this.clock.read;
    return new Date(this.clock.at + elapsed * this.clock.speed);
  },

  /** Dates are written as the person's own region does, if it speaks the page's language. */
  get dateLocale() {
    return this.me?.locale?.startsWith(this.language) ? this.me.locale : this.language;
  },

  setClock({ now, speed }) {
    this.clock = { at: Date.parse(now), read: Date.now(), speed };
  },

  /** Takes over what `GET /page/state` answers. */
  load(state) {
    this.me = state.me;
    this.workspace = state.workspace;
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.setChannels(state.channels);
    this.setClock(state.clock);
  },

  setChannels(channels) {
    this.channels = new Map(channels.map((channel) => [channel.id, channel]));
  },

  personName(id) {
    return this.people.get(id)?.name ?? id;
  },
};
