import type { ReactNode } from "react";
import { Icon } from "./ui/icon";

/** The mark of numbers whose call-backs ring until somebody answers. */
export function RingForever({ children }: { children?: ReactNode }) {
  return (
    <span className="ring-forever">
      <Icon name="forever" /> {children}
    </span>
  );
}
