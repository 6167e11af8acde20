"use client";

/** The root layout itself failed, most likely because the settings are missing. It has no style sheet to rely on. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en" style={{ colorScheme: "light dark" }}>
      <head>
        <title>This page could not be loaded · Caller ID Console</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
      </head>
      <body
        style={{
          font: "16px/24px system-ui, sans-serif",
          margin: "20vh auto",
          maxWidth: "30rem",
          padding: "0 1rem",
        }}
      >
        <main>
          <h1 style={{ fontSize: "1.25rem" }}>This page could not be loaded</h1>
          <p>Something went wrong on our side. Your cart is safe, and an approved order goes on by itself.</p>
          <p style={{ display: "flex", gap: "1rem", alignItems: "center" }}>
            <button type="button" onClick={reset} style={{ font: "inherit", padding: ".25rem .75rem" }}>
              Try again
            </button>
            <a href="/administration/caller-ids" style={{ color: "inherit" }}>
              Caller IDs
            </a>
          </p>
        </main>
      </body>
    </html>
  );
}
