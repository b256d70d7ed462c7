// Everything in memory, nothing ever dropped: a run is short.
const rows = new Map();
const grants = new Map();

export class Store {
  constructor(model) {
    this.model = model;
  }

  at(id) {
    return `${this.model}:${id}`;
  }

  async upsert(id, payload) {
    const key = this.at(id);
    rows.set(key, payload);
    if (payload.grantId) {
      if (!grants.has(payload.grantId)) grants.set(payload.grantId, new Set());
      grants.get(payload.grantId).add(key);
    }
    if (payload.uid) rows.set(`${this.model}.uid:${payload.uid}`, id);
    if (payload.userCode) rows.set(`${this.model}.userCode:${payload.userCode}`, id);
  }

  async find(id) {
    return rows.get(this.at(id));
  }

  async findByUid(uid) {
    return this.find(rows.get(`${this.model}.uid:${uid}`));
  }

  async findByUserCode(userCode) {
    return this.find(rows.get(`${this.model}.userCode:${userCode}`));
  }

  async consume(id) {
    rows.get(this.at(id)).consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id) {
    rows.delete(this.at(id));
  }

  async revokeByGrantId(grantId) {
    for (const key of grants.get(grantId) ?? []) rows.delete(key);
    grants.delete(grantId);
  }
}
