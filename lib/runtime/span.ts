import { SpanStatusCode, trace } from "@opentelemetry/api";

/** Work that a trace shows by this name; costs nothing where no traces are sent. */
export function inSpan<T>(
  name: string,
  attributes: Record<string, string>,
  work: () => Promise<T>,
): Promise<T> {
  return trace.getTracer("caller-id-console").startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
