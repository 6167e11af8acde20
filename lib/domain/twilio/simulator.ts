/** The wire between the console and the Twilio of our own, which both sides know and nobody else does. */

/** Twilio never issues an account of zeros, so these can't be mistaken for live credentials. */
export const SIMULATOR_CREDENTIALS = {
  accountSid: `AC${"0".repeat(31)}1`,
  authToken: "simulator-auth-token",
};
export const SIMULATOR_ACCOUNT = /^AC0{20}[0-9a-f]{12}$/;

export type SimulatedRequest = {
  method: string;
  /** Twilio's host that the client meant, such as api.twilio.com. */
  host: string;
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
  authorization: string;
  /** One more fault for this request alone: the `X-Sim-Fault` header, an action as JSON. */
  fault?: string;
};

/** What goes back over the wire; `cut` destroys the socket, `hang` never answers. */
export type SimulatedAnswer =
  | { kind: "answer"; status: number; headers: Record<string, string>; body: string }
  | { kind: "cut"; partial?: SimulatedAnswer }
  | { kind: "hang" };

export type SimulatorHandler = (request: SimulatedRequest) => Promise<SimulatedAnswer>;
