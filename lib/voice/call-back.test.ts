import { describe, expect, it } from "vitest";
import { CEILING_MS, firstStep, nextStep, type Round, readRound, writeRound } from "./call-back";

const start = new Date("2026-11-23T12:00:00Z");
const later = (ms: number) => new Date(start.getTime() + ms);
const forever = { forwardTo: "+16285550100", ringForever: true };
const once = { ...forever, ringForever: false };
const round: Round = { number: 1, startedAt: start, failures: 0 };
const ended = (dialStatus: string, callStatus = "ringing") => ({ dialStatus, callStatus });

describe("a call-back", () => {
  it("rings the forwarding number, and a sentence answers where there is none", () => {
    expect(firstStep(once, start)).toMatchObject({ kind: "dial", to: "+16285550100", next: null });
    expect(firstStep(forever, start)).toMatchObject({ kind: "dial", next: round });
    expect(firstStep(null, start).kind).toBe("say");
  });

  it.each(["no-answer", "busy"])("rings again after %s, with ring forever only", (status) => {
    expect(nextStep(forever, round, ended(status), later(60_000))).toMatchObject({
      kind: "dial",
      next: { number: 2 },
    });
    expect(nextStep(once, round, ended(status), later(60_000))).toEqual({ kind: "hang-up" });
    expect(nextStep(null, round, ended(status), later(60_000))).toEqual({ kind: "hang-up" });
  });

  it.each(["completed", "answered", "canceled", "something-new"])("never rings again after %s", (status) => {
    expect(nextStep(forever, round, ended(status), later(60_000))).toEqual({ kind: "hang-up" });
  });

  it("never rings for a caller who has gone", () => {
    expect(nextStep(forever, round, ended("no-answer", "completed"), later(60_000))).toEqual({
      kind: "hang-up",
    });
  });

  it("tries a failing number twice, then says so", () => {
    const second = nextStep(forever, round, ended("failed"), later(1000));
    expect(second).toMatchObject({ kind: "dial", next: { failures: 1 } });
    expect(nextStep(forever, { ...round, failures: 1 }, ended("failed"), later(2000)).kind).toBe("say");
  });

  it("waits with its answer when the line is busy", () => {
    expect(nextStep(forever, round, ended("busy"), later(1000))).toMatchObject({ waitMs: 4000 });
    expect(nextStep(forever, round, ended("no-answer"), later(1000))).toMatchObject({ waitMs: 0 });
  });

  it("ends after an hour at the latest", () => {
    expect(nextStep(forever, round, ended("no-answer"), later(CEILING_MS - 20_000))).toMatchObject({
      seconds: 20,
    });
    expect(nextStep(forever, round, ended("no-answer"), later(CEILING_MS))).toEqual({ kind: "hang-up" });
  });

  it("carries its round in the address", () => {
    expect(readRound(new URLSearchParams(writeRound({ ...round, number: 3, failures: 1 })))).toEqual({
      ...round,
      number: 3,
      failures: 1,
    });
    expect(readRound(new URLSearchParams("round=x"))).toBeNull();
  });
});
