/**
 * What a part of a number's page was drawn with. Its form sends it back: whoever saves over something that they never saw
 * is told first, and another part that changed meanwhile holds nobody up.
 */
export const callBacksShown = ({
  forwardTo,
  ringForever,
}: {
  forwardTo: string | null;
  ringForever: boolean;
}) => `${forwardTo ?? ""} ${ringForever}`;

export const labelsShown = (labels: readonly string[]) => JSON.stringify(labels);
