import { createServer, connect as open, type Socket } from "node:net";

/** A wire between the console and Twilio that breaks, both ways, in the middle of whatever passes, with `chance`. */
export async function cuttingProxy(target: string, random: () => number) {
  const { port } = new URL(target);
  let chance = 0;
  let cuts = 0;
  const server = createServer((near) => {
    const far = open(Number(port), "127.0.0.1");
    const both: Socket[] = [near, far];
    const end = () => both.map((socket) => socket.destroy());
    for (const socket of both) socket.on("error", end).on("close", end);
    const pass = (to: Socket) => (chunk: Buffer) => {
      if (random() >= chance) return to.write(chunk);
      cuts++;
      // Half of it arrives.
      to.write(chunk.subarray(0, chunk.length / 2), end);
      return false;
    };
    near.on("data", pass(far));
    far.on("data", pass(near));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  return {
    url: `http://localhost:${typeof address === "object" ? address?.port : 0}`,
    cuts: () => cuts,
    cutWith: (probability: number) => {
      chance = probability;
    },
    stop: () => server.close(),
  };
}
