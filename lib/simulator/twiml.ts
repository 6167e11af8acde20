import { XMLParser } from "fast-xml-parser";

export type Verb = { name: string; text: string; number: string; attributes: Record<string, string> };
type Node = Record<string, unknown> & { ":@"?: Record<string, string> };

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
});

/** The verbs of an answer, in their order. */
export function verbsOf(xml: string): Verb[] {
  const nodes = parser.parse(xml) as Node[];
  const response = nodes.find((node) => "Response" in node)?.Response as Node[] | undefined;
  if (!response) throw new Error("12100: the answer is not TwiML");
  return response.map((node) => {
    const name = Object.keys(node).find((key) => key !== ":@") ?? "";
    const children = node[name] as Node[];
    const number = children.find((child) => "Number" in child)?.Number as Node[] | undefined;
    return { name, text: textOf(children), number: textOf(number ?? children), attributes: node[":@"] ?? {} };
  });
}

const textOf = (nodes: Node[]) => nodes.map((node) => String(node["#text"] ?? "")).join("");
