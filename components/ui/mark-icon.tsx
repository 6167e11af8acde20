/** Marks differ in shape as well as colour; the word always stands beside them. */
const MARKS = {
  success: (
    <>
      <circle cx="7" cy="7" r="7" fill="currentColor" />
      <path
        d="m4 7.3 2 2 4-4.5"
        fill="none"
        stroke="var(--surface)"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  active: <circle cx="7" cy="7" r="3.25" fill="currentColor" />,
  failed: (
    <>
      <circle cx="7" cy="7" r="7" fill="currentColor" />
      <path
        d="m4.8 4.8 4.4 4.4M9.2 4.8 4.8 9.2"
        stroke="var(--surface)"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
    </>
  ),
  buying: (
    <>
      <circle cx="7" cy="7" r="5.9" fill="none" stroke="currentColor" strokeOpacity=".25" strokeWidth="1.8" />
      <path
        className="mark-icon-turning"
        d="M7 1.1A5.9 5.9 0 0 1 12.9 7"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
    </>
  ),
  queued: (
    <circle
      cx="7"
      cy="7"
      r="5.9"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeDasharray="2.32 2.32"
    />
  ),
  checking: (
    <>
      <circle cx="7" cy="7" r="5.9" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path
        d="M7 4v3.2l2 1.3"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  partial: (
    <>
      <circle cx="7" cy="7" r="6" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M7 3.5a3.5 3.5 0 0 1 0 7Z" fill="currentColor" />
    </>
  ),
  paused: (
    <>
      <circle cx="7" cy="7" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M5.5 4.8v4.4M8.5 4.8v4.4" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
    </>
  ),
  attention: (
    <>
      <path d="M7 1 13.4 12.4H.6Z" fill="currentColor" />
      <path d="M7 5v3.4M7 10.4h.01" stroke="var(--surface)" strokeWidth="1.5" strokeLinecap="round" />
    </>
  ),
  ended: (
    <>
      <circle cx="7" cy="7" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M4.2 7h5.6" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
    </>
  ),
} as const;
export type Mark = keyof typeof MARKS;

/** The drawing alone; decoration beside its word. */
export function MarkIcon({ mark }: { mark: Mark }) {
  return (
    <svg className="mark-icon" viewBox="0 0 14 14" aria-hidden="true">
      {MARKS[mark]}
    </svg>
  );
}
