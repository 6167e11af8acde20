import { Assignees } from "@/components/assignees";
import { PhoneNumber } from "@/components/phone-number";
import { OrderStatus, RowStatus } from "@/components/status";
import { TwilioMark } from "@/components/twilio-mark";
import { Button, ButtonLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { ORDER_STATES } from "@/lib/domain/orders/order";
import { LONG_NAME } from "./samples";
import { Row, Section } from "./section";

const WORDS = ["Waiting", "Buying", "Being checked", "Success", "Failed"] as const;

export function Words() {
  return (
    <>
      <Section title="Numbers and people">
        <Row>
          <PhoneNumber e164="+15125550147">
            <TwilioMark />
          </PhoneNumber>
          <PhoneNumber e164="+442079460018" />
          <PhoneNumber e164="+99912345678" />
        </Row>
        <Row>
          <Assignees id="nobody" names={[]} />
          <Assignees id="one" names={["Maya Lindqvist"]} />
          <Assignees
            id="many"
            names={["Maya Lindqvist", "Tomás Ferreira", "Owen Gallagher", "Aiko Tanaka"]}
          />
          <Assignees id="long" names={[LONG_NAME, "Aiko Tanaka"]} />
        </Row>
      </Section>
      <Section title="States of a row, and of an order">
        <Row>
          {WORDS.map((word) => (
            <RowStatus key={word} word={word} />
          ))}
        </Row>
        <Row>
          {ORDER_STATES.map((state) => (
            <OrderStatus key={state} order={{ state, endingSince: null }} />
          ))}
          <OrderStatus order={{ state: "paused", endingSince: new Date(0) }} />
        </Row>
      </Section>
      <Section title="Notices">
        <Notice>Something worth knowing.</Notice>
        <Notice kind="ok">3 numbers added to your cart.</Notice>
        <Notice kind="warn">
          <strong>1 number may be gone.</strong> You can still try.
        </Notice>
        <Notice kind="bad" action={<Button type="button">Resume</Button>}>
          <strong>Buying is paused.</strong> Twilio account suspended.
        </Notice>
      </Section>
      <Section title="Facts">
        <DefinitionList
          facts={[
            ["Numbers", "3"],
            ["Users", LONG_NAME],
            ["Number of Caller IDs remaining that can be purchased", "12"],
          ]}
        />
      </Section>
      <Section title="Nothing here yet">
        <Empty
          icon="cart"
          title="Your cart is empty"
          level={2}
          actions={<ButtonLink href="#content">Search</ButtonLink>}
        >
          <p>Search for numbers, tick the ones you like, and add them here.</p>
        </Empty>
      </Section>
    </>
  );
}
