import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Brings what one end says to the other, so many milliseconds later. */
function carry(from: Socket, to: Socket, ms: number) {
  if (ms === 0) return from.pipe(to);
  from.on("data", (bytes) => setTimeout(() => to.writable && to.write(bytes), ms));
  return from.on("end", () => setTimeout(() => to.end(), ms));
}

/** A server gives up a client of which it hears nothing after this time, as keepalive would tell it. */
const SERVER_HEARS_MS = 20_000;

/**
 * A wire to a database, as long as `roundTrip` milliseconds, that can go silent, as in a failover: neither end is told.
 * New ones are fine.
 */
export async function databaseWire(databaseUrl: string, { roundTrip = 0 } = {}) {
  const { hostname, port } = new URL(databaseUrl);
  const pairs = new Set<{ near: Socket; far: Socket }>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    const pair = { near, far };
    pairs.add(pair);
    carry(near, far, roundTrip / 2);
    carry(far, near, roundTrip / 2);
    const end = () => {
      near.destroy();
      far.destroy();
      pairs.delete(pair);
    };
    for (const socket of [near, far]) socket.on("error", () => undefined).on("close", end);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    /** Nothing comes through any more on the wires that are open; says how many there were. */
    silence() {
      const silent = [...pairs];
      for (const pair of silent) {
        const { near, far } = pair;
        for (const socket of [near, far])
          socket
            .unpipe()
            .removeAllListeners("data")
            .removeAllListeners("close")
            .removeAllListeners("end")
            .pause();
        setTimeout(() => {
          far.destroy();
          near.destroy();
          pairs.delete(pair);
        }, SERVER_HEARS_MS).unref();
      }
      return silent.length;
    },
    stop() {
      for (const { near, far } of pairs) {
        near.destroy();
        far.destroy();
      }
      server.close();
    },
  };
}
