import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A wire to a database that can go silent, as after a failover: neither end hears of it. New ones are fine. */
export async function databaseWire(databaseUrl: string) {
  const { hostname, port } = new URL(databaseUrl);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on("error", () => undefined).on("close", () => open.delete(socket));
    }
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    /** Nothing comes through any more on the wires that are open. */
    silence: () => {
      for (const socket of open) {
        socket.unpipe();
        socket.pause();
        socket.removeAllListeners("close");
      }
      const silent = [...open];
      open.clear();
      return silent.length;
    },
    stop: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
