import { median, type Stage } from "./stage";

const ROUNDS = 60;

/** Whole answers, one at a time, the two pages by turns. */
export async function cart({ consoleUrl, bareUrl, cookie }: Stage) {
  const time = async (address: string) => {
    const started = performance.now();
    const answer = await fetch(address, { headers: { cookie: `${cookie.name}=${cookie.value}` } });
    const text = await answer.text();
    if (!answer.ok || text.split("</tr>").length <= 500) throw new Error(`${address} did not show 500 rows`);
    return performance.now() - started;
  };
  const pages = [`${consoleUrl}/administration/caller-ids/cart`, `${bareUrl}/rows`] as const;
  const cold = await time(pages[0]);
  const times: [number[], number[]] = [[], []];
  for (let round = -10; round < ROUNDS; round++)
    for (const index of [0, 1] as const) {
      const took = await time(pages[index]);
      if (round >= 0) times[index].push(took);
    }
  const [ours, bare] = times.map(median) as [number, number];
  console.info(`  the very first opening, nothing compiled and no number parsed yet: ${cold.toFixed(0)} ms`);
  console.info(
    `  cart of 500 rows ${ours.toFixed(1)} ms, bare page ${bare.toFixed(1)} ms, medians of ${ROUNDS}`,
  );
  return { name: "a cart of 500 rows / a bare page of 500 rows", ratio: ours / bare, most: 2 };
}
