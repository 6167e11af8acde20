import { describe, expect, it } from "vitest";
import {
  CEILING_MS,
  firstStep,
  hasFailed,
  MAX_ROUNDS,
  nextStep,
  type Round,
  readRound,
  writeRound,
} from "./call-back";

const start = new Date("2026-11-23T12:00:00Z");
const later = (ms: number) => new Date(start.getTime() + ms);
const forever = { forwardTo: "+16285550100", ringForever: true, wouldLoop: false };
const call = { from: "+16175550188", to: "+15125550142" };
const once = { ...forever, ringForever: false };
const round: Round = { number: 1, startedAt: start, failures: 0 };
const ended = (dialStatus: string, callStatus = "ringing") => ({ dialStatus, callStatus });

describe("a call-back", () => {
  it("rings the forwarding number, and a sentence answers where there is none", () => {
    expect(firstStep(once, call, start)).toMatchObject({ kind: "dial", to: "+16285550100", next: null });
    expect(firstStep(forever, call, start)).toMatchObject({ kind: "dial", next: round });
    expect(firstStep(null, call, start).kind).toBe("say");
  });

  it.each(["no-answer", "busy"])("rings again after %s, with ring forever only", (status) => {
    expect(nextStep(forever, call, round, ended(status), later(60_000))).toMatchObject({
      kind: "dial",
      next: { number: 2 },
    });
    expect(nextStep(once, call, round, ended(status), later(60_000))).toEqual({ kind: "hang-up" });
    expect(nextStep(null, call, round, ended(status), later(60_000))).toEqual({ kind: "hang-up" });
  });

  it.each(["completed", "answered", "canceled", "something-new"])("never rings again after %s", (status) => {
    expect(nextStep(forever, call, round, ended(status), later(60_000))).toEqual({ kind: "hang-up" });
  });

  it("never rings for a caller who has gone", () => {
    expect(nextStep(forever, call, round, ended("no-answer", "completed"), later(60_000))).toEqual({
      kind: "hang-up",
    });
  });

  it("tries a failing number twice, then says so", () => {
    const second = nextStep(forever, call, round, ended("failed"), later(1000));
    expect(second).toMatchObject({ kind: "dial", next: { failures: 1 } });
    expect(nextStep(forever, call, { ...round, failures: 1 }, ended("failed"), later(2000)).kind).toBe("say");
  });

  it("waits with its answer when the line is busy, never longer than two seconds", () => {
    expect(nextStep(forever, call, round, ended("busy"), later(1000))).toMatchObject({ waitMs: 2000 });
    expect(nextStep(forever, call, round, ended("no-answer"), later(1000))).toMatchObject({ waitMs: 0 });
  });

  it("ends after an hour at the latest", () => {
    expect(nextStep(forever, call, round, ended("no-answer"), later(CEILING_MS - 20_000))).toMatchObject({
      seconds: 20,
    });
    expect(nextStep(forever, call, round, ended("no-answer"), later(CEILING_MS))).toEqual({
      kind: "hang-up",
    });
  });

  it("has no more than 120 rounds, however soon each of them ends", () => {
    let [at, rounds]: [Round | null, number] = [round, 1];
    for (let second = 1; at && second < 2400; second++) {
      const step = nextStep(forever, call, at, ended("busy"), later(second * 1000));
      at = step.kind === "dial" ? step.next : null;
      if (at) rounds++;
      else expect(step.kind).toBe("say");
    }
    expect(rounds).toBe(MAX_ROUNDS);
    expect(MAX_ROUNDS).toBe(120);
  });

  it("rings nobody round in circles: not one of our numbers, not for one of them, not whoever calls", () => {
    const ours = { ...forever, wouldLoop: true };
    expect(firstStep(ours, call, start).kind).toBe("say");
    expect(nextStep(ours, call, round, ended("no-answer"), later(1000)).kind).toBe("say");
    const agent = { ...call, from: forever.forwardTo };
    expect(firstStep(forever, agent, start).kind).toBe("say");
    expect(nextStep(forever, agent, round, ended("no-answer"), later(1000)).kind).toBe("say");
  });

  it.each([
    ["+16175550188", null],
    ["+14362345678", null],
    ["+442079460018", null],
    ["anonymous", call.to],
    ["Restricted", call.to],
    ["", call.to],
    ["+266696687", call.to],
    ["+86282452253", call.to],
    ["+7378742833", call.to],
    ["+10000000000", call.to],
    ["+16175550", call.to],
    ["6175550188", call.to],
    ["client:ada", call.to],
    ["sip:ada@example.com", call.to],
  ])("shows a caller %j as %j", (from, callerId) => {
    expect(firstStep(once, { ...call, from }, start)).toMatchObject({ callerId });
    const again = nextStep(forever, { ...call, from }, round, ended("no-answer"), later(1000));
    expect(again).toMatchObject({ callerId });
  });

  it("carries its round in the address, with the names in the order in which Twilio asks for them", () => {
    for (const one of [round, { ...round, number: 3, failures: 1 }]) {
      const query = new URLSearchParams(writeRound(one));
      expect(readRound(query)).toEqual(one);
      expect([...query.keys()]).toEqual([...query.keys()].sort());
      query.sort();
      expect(query.toString()).toBe(writeRound(one));
    }
  });

  it.each([
    "round=x",
    "",
    "round=1&since=1",
    "round=0&since=1&failures=0",
    "round=1&since=0&failures=0",
    "round=1.5&since=1&failures=0",
    "round=1&since=1&failures=-1",
    "round=1&since=1&failures=x",
  ])("knows no round in %j", (query) => {
    expect(readRound(new URLSearchParams(query))).toBeNull();
  });
});

describe("the number that rings", () => {
  it.each([
    ["failed", true],
    ["completed", false],
    ["busy", false],
    ["no-answer", false],
    ["canceled", null],
    ["", null],
  ])("a round that ended as %j says whether it can be reached: %j", (dialStatus, failed) => {
    expect(hasFailed(dialStatus)).toBe(failed);
  });

  it("is named in the round, so that a call says nothing of the number that was set meanwhile", () => {
    const step = firstStep(forever, call, start);
    expect(step).toMatchObject({ next: { to: forever.forwardTo } });
    const written = writeRound({ ...round, to: forever.forwardTo });
    expect(readRound(new URLSearchParams(written))).toEqual({ ...round, to: forever.forwardTo });
    expect(readRound(new URLSearchParams(`${writeRound(round)}&to=x`))).toEqual(round);
  });
});
