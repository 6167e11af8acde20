import { Button, ButtonLink } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, SelectField } from "@/components/ui/field";
import { UserPicker } from "@/components/user-picker";
import { LONG_NAME } from "./samples";
import { Row, Section } from "./section";

const MANY = Array.from({ length: 120 }, (_, index) => ({
  id: `usr_${index}`,
  name: index === 1 ? LONG_NAME : `Person ${index + 1}`,
  email: `person.${index + 1}@brightwater.example`,
  team: ["Austin", "Dallas", null][index % 3] ?? null,
  callerIds: index * 7,
}));

export function Controls() {
  return (
    <>
      <Section title="Buttons">
        <Row>
          <Button type="button" look="primary" icon="add">
            Primary
          </Button>
          <Button type="button" icon="cart">
            Plain words
          </Button>
          <Button type="button" look="danger">
            Danger
          </Button>
          <Button type="button" look="danger-solid">
            Danger, asked
          </Button>
          <Button type="button" look="plain">
            Quiet
          </Button>
          <Button type="button" look="plain" icon="close" label="Close this" />
          <ButtonLink href="#content">A link</ButtonLink>
        </Row>
        <Row>
          <Button type="button" aria-disabled>
            Not now
          </Button>
          <Button type="button" aria-busy aria-disabled>
            On its way
          </Button>
          <Button type="button" look="primary" aria-busy>
            On its way
          </Button>
        </Row>
      </Section>
      <Section title="Fields">
        <div className="section-fields">
          <Field label="Empty" name="empty" />
          <Field label="With help" name="helped" help="What we do with it." defaultValue="628 555 0100" />
          <Field
            label="Wrong"
            name="wrong"
            defaultValue="911"
            error="911 is an emergency number. Call-backs can’t be forwarded to it."
          />
          <Field label="Code" name="code" isCode defaultValue="7K4Q-9RXM" />
          <SelectField label="One of a few" name="select" options={{ a: "Local", b: "Toll-Free" }} />
          <SelectField
            label="One of a few, wrong"
            name="selectWrong"
            options={{ a: "Local" }}
            error="Choose one of the list."
          />
          <Checkbox>
            <span>Not ticked</span>
          </Checkbox>
          <Checkbox defaultChecked>
            <span>Ticked</span>
          </Checkbox>
          <Checkbox disabled>
            <span>Can’t be ticked</span>
          </Checkbox>
        </div>
      </Section>
      <Section title="Users: 120 of them, open, and with an error">
        <div className="stack-loose section-picker">
          <UserPicker
            help="They can call with these numbers at once."
            helpForNobody="Nobody yet."
            users={MANY}
            chosen={["usr_0", "usr_1"]}
            chosenTeams={["Austin"]}
            search=""
            open
          />
          <UserPicker
            help="They can call with these numbers at once."
            helpForNobody="Nobody yet."
            users={MANY.slice(0, 3)}
            chosen={[]}
            chosenTeams={[]}
            search=""
            open={false}
            error="Somebody you chose was deactivated meanwhile."
          />
        </div>
      </Section>
    </>
  );
}
