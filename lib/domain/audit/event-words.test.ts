import { describe, expect, it } from "vitest";
import { eventSentence } from "./event-words";
import { type AuditEvent, type AuditKind, readEvent, writeEvent } from "./events";

const orderId = "ord_1";
const personId = "usr_1";
const e164 = "+15122310001";
const sid = "PN1";
const fingerprint = "f".repeat(64);

/** One of each kind; a kind that is missing here does not compile. */
const EVENTS: { [Kind in AuditKind]: Extract<AuditEvent, { kind: Kind }> } = {
  "cart.added": { kind: "cart.added", numbers: 2 },
  "cart.removed": { kind: "cart.removed", e164 },
  "cart.many-removed": { kind: "cart.many-removed", numbers: 2 },
  "cart.restored": { kind: "cart.restored", numbers: 2 },
  "cart.cleared": { kind: "cart.cleared", numbers: 2 },
  "cart.put-back": { kind: "cart.put-back", orderId, numbers: 2 },
  "code.issued": { kind: "code.issued", orderId },
  "order.placed": { kind: "order.placed", orderId, numbers: 2, fingerprint },
  "order.changed": { kind: "order.changed", orderId, fingerprint, totalMicros: 1, usersGone: 1 },
  "order.approved": { kind: "order.approved", orderId, fingerprint, numbers: 2, totalMicros: 2_300_000 },
  "order.cancelled": { kind: "order.cancelled", orderId, why: "cart cleared" },
  "order.expired": { kind: "order.expired", orderId },
  "order.paused": { kind: "order.paused", orderId, reason: "funds" },
  "order.resumed": { kind: "order.resumed", orderId },
  "order.ending": { kind: "order.ending", orderId },
  "order.finished": { kind: "order.finished", orderId, as: "done" },
  "number.bought": { kind: "number.bought", orderId, e164, sid, priceMicros: 1 },
  "number.failed": { kind: "number.failed", orderId, e164, reason: "taken" },
  "number.needs-review": { kind: "number.needs-review", orderId, e164, reason: "other-tag" },
  "number.looked-at-again": { kind: "number.looked-at-again", orderId, e164 },
  "number.listed-by-hand": { kind: "number.listed-by-hand", orderId, e164, sid },
  "number.given-up": { kind: "number.given-up", orderId, e164 },
  "caller-id.adopted": { kind: "caller-id.adopted", orderId, e164, sid },
  "caller-id.marked-gone": { kind: "caller-id.marked-gone", e164, sid },
  "caller-id.leaving": { kind: "caller-id.leaving", e164, until: "2026-12-24" },
  "caller-id.kept": { kind: "caller-id.kept", e164 },
  "caller-id.released": { kind: "caller-id.released", e164, sid, releaseId: "rel_1" },
  "caller-id.not-released": { kind: "caller-id.not-released", e164, reason: "messaging-service" },
  "release.paused": { kind: "release.paused", releaseId: "rel_1", reason: "suspended" },
  "release.resumed": { kind: "release.resumed", releaseId: "rel_1" },
  "caller-id.repaired": { kind: "caller-id.repaired", e164, sid, what: "name" },
  "caller-id.forwarded": {
    kind: "caller-id.forwarded",
    e164,
    before: null,
    after: "+16285550100",
    ringForever: true,
  },
  "caller-id.labelled": { kind: "caller-id.labelled", e164, before: "", after: "Q4 push, Resting" },
  "caller-id.users-changed": { kind: "caller-id.users-changed", e164, added: 2, removed: 1 },
  "caller-id.locked": { kind: "caller-id.locked", e164 },
  "caller-id.unlocked": { kind: "caller-id.unlocked", e164 },
  "reconcile.started": { kind: "reconcile.started" },
  "person.added": { kind: "person.added", personId, role: "admin" },
  "person.invited": { kind: "person.invited", personId },
  "person.renamed": { kind: "person.renamed", personId, before: "4f", after: "5a" },
  "person.phone-changed": { kind: "person.phone-changed", personId, before: null, after: "5a" },
  "person.team-changed": { kind: "person.team-changed", personId, before: "Austin", after: "Dallas" },
  "person.role-changed": { kind: "person.role-changed", personId, before: "user", after: "owner" },
  "person.address-asked": { kind: "person.address-asked", personId },
  "person.address-withdrawn": { kind: "person.address-withdrawn", personId },
  "person.address-changed": { kind: "person.address-changed", personId, before: "4f", after: "5a" },
  "person.signed-out": { kind: "person.signed-out", personId, sessions: 2 },
  "person.assigned": { kind: "person.assigned", personId, numbers: 1, e164 },
  "person.unassigned": { kind: "person.unassigned", personId, numbers: 3 },
  "person.deactivated": { kind: "person.deactivated", personId, numbers: 3, givenTo: "usr_2" },
  "person.reactivated": { kind: "person.reactivated", personId, numbers: 0 },
  "organization.changed": { kind: "organization.changed", what: "name", before: "One", after: "Two" },
};

describe("every event", () => {
  it.each(Object.values(EVENTS))("$kind is told in a sentence of its own", (event) => {
    const sentence = eventSentence(event, "Dana Kessler", "USD");
    expect(sentence).toMatch(/^[A-Z(].*\.$/);
    expect(sentence).not.toContain(event.kind);
    expect(sentence).not.toMatch(/undefined|null|NaN/);
  });

  it.each(Object.values(EVENTS))("$kind comes back from its row as it was written", (event) => {
    expect(readEvent(writeEvent(event))).toEqual({ orderId: null, e164: undefined, ...event });
  });

  it("keeps no name, address or phone of a person: what it is about are ids, numbers of ours and words of ours", () => {
    const kept = Object.values(EVENTS).flatMap((event) => Object.keys(writeEvent(event).details));
    expect([...new Set(kept)].sort()).toEqual(
      [
        "as",
        "fingerprint",
        "numbers",
        "priceMicros",
        "reason",
        "sid",
        "totalMicros",
        "usersGone",
        "e164",
        "what",
        "why",
        "role",
        "before",
        "after",
        "sessions",
        "ringForever",
        "givenTo",
        "added",
        "removed",
        "until",
        "releaseId",
      ].sort(),
    );
  });
});

it("reads the number that earlier versions kept in the details", () => {
  const row = {
    event: "number.bought",
    orderId,
    personId: null,
    e164: null,
    details: { e164, sid, priceMicros: 1 },
  };
  expect(readEvent(row)).toEqual(EVENTS["number.bought"]);
});

it("has a sentence for what a newer version writes while both run", () => {
  const row = { event: "caller-id.painted", orderId: null, personId: null, e164, details: {} };
  expect(eventSentence(readEvent(row), "Dana", "USD")).toBe(
    "Something that a newer version of the console has words for.",
  );
});
