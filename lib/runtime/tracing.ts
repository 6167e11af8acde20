import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  type ReadableSpan,
  type SpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import { env } from "@/lib/runtime/config/env";
import { redact } from "./redact";
import { onShutdown } from "./stop";

/**
 * Sends Next's own spans, and ours, to the collector that `OTEL_EXPORTER_OTLP_ENDPOINT` names; the exporter reads the
 * other OTEL_ settings itself.
 */
export function startTracing() {
  const { secrets, commit } = env();
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": "caller-id-console", "service.version": commit }),
    spanProcessors: [withoutSecrets(new BatchSpanProcessor(new OTLPTraceExporter()), secrets)],
  });
  provider.register();
  onShutdown(() => provider.forceFlush());
}

/** Next puts whole addresses and thrown messages into spans. */
function withoutSecrets(next: SpanProcessor, secrets: readonly string[]): SpanProcessor {
  const clean = (attributes: Record<string, unknown> = {}) => {
    for (const [name, value] of Object.entries(attributes))
      if (typeof value === "string")
        attributes[name] = redact(
          /^(http\.(target|url)|url\.|next\.span_name)/.test(name) ? withoutQuery(value) : value,
          secrets,
        );
  };
  return {
    onStart: (span, context) => next.onStart(span, context),
    onEnd: (span: ReadableSpan) => {
      clean(span.attributes);
      for (const event of span.events) clean(event.attributes);
      if (span.status.message) span.status.message = redact(span.status.message, secrets);
      next.onEnd(span);
    },
    forceFlush: () => next.forceFlush(),
    shutdown: () => next.shutdown(),
  };
}

const withoutQuery = (address: string) => address.replace(/\?\S*/, "");
