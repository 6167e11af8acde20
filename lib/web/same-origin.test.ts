import { beforeAll, describe, expect, it } from "vitest";
import { cameFromOurPage, isSameOrigin, queryOfPage } from "./same-origin";

const OURS = "http://localhost:3000";
beforeAll(() => {
  Object.assign(process.env, { EMBEDDED: "yes", DATABASE_URL: "postgres://localhost/console" });
});

describe("a post", () => {
  it.each([
    [{ origin: OURS }, true],
    [{ origin: OURS, "sec-fetch-site": "same-origin" }, true],
    [{ origin: OURS, "sec-fetch-site": "none" }, true],
    [{ origin: OURS, "sec-fetch-site": "cross-site" }, false],
    [{ origin: "https://evil.example" }, false],
    [{ origin: "https://evil.example", "sec-fetch-site": "same-origin" }, false],
    [{ origin: "http://localhost:3001" }, false],
    [{ origin: `${OURS}.evil.example` }, false],
    [{ origin: "null" }, false],
    [{}, false],
    [{ "sec-fetch-site": "same-origin" }, false],
    [{ referer: `${OURS}/sign-in` }, false],
  ])("with %j is ours: %s", (headers, ours) => {
    expect(isSameOrigin(new Headers(headers as Record<string, string>))).toBe(ours);
  });
});

describe("whoever follows a link", () => {
  it.each([
    [{ "sec-fetch-site": "same-origin", "sec-fetch-dest": "document" }, true],
    [{ "sec-fetch-site": "same-origin", "sec-fetch-dest": "image" }, false],
    [{ "sec-fetch-site": "same-origin" }, false],
    [{ "sec-fetch-site": "same-site", "sec-fetch-dest": "document" }, false],
    [{ "sec-fetch-site": "cross-site", "sec-fetch-dest": "document" }, false],
    [{ "sec-fetch-site": "none", "sec-fetch-dest": "document" }, false],
    // What a browser says of itself counts more than where it says it was.
    [{ "sec-fetch-site": "cross-site", "sec-fetch-dest": "document", referer: `${OURS}/sign-in` }, false],
    [{ referer: `${OURS}/sign-in/confirm` }, true],
    [{ referer: "https://evil.example/" }, false],
    [{ referer: "not an address" }, false],
    [{}, false],
  ])("with %j comes from our page: %s", (headers, ours) => {
    expect(cameFromOurPage(new Headers(headers as Record<string, string>))).toBe(ours);
  });
});

describe("the query of the page that a form stood on", () => {
  it.each([
    [`${OURS}/here?back=%2Fthere%3Fq%3D512&after=x`, "back=%2Fthere%3Fq%3D512&after=x"],
    [`${OURS}/here`, ""],
    [`${OURS}/elsewhere?back=x`, ""],
    ["https://evil.example/here?back=x", ""],
    ["not an address", ""],
  ])("posted from %s is %j", (referer, query) => {
    expect(String(queryOfPage(new Headers({ referer }), "/here"))).toBe(query);
    expect(String(queryOfPage(new Headers(), "/here"))).toBe("");
  });
});
