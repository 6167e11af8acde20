"use client";

/** The root layout itself failed, most likely because the settings or the database are missing. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body
        style={{
          font: "16px/24px system-ui, sans-serif",
          margin: "20vh auto",
          maxWidth: "30rem",
          padding: "0 1rem",
        }}
      >
        <h1 style={{ fontSize: "1.25rem" }}>This page could not be loaded</h1>
        <p>Something went wrong on our side. Your cart is safe, and an approved order goes on by itself.</p>
        <button type="button" onClick={reset}>
          Try again
        </button>
      </body>
    </html>
  );
}
