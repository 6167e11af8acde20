/** The (T) of numbers that were purchased from Twilio. */
export function TwilioMark() {
  return (
    <span className="twilio-mark" role="img" aria-label="Purchased from Twilio" title="Purchased from Twilio">
      T
    </span>
  );
}
