import { FlashMessage } from "@/app/flash-message";
import { DefinitionList } from "@/components/ui/definition-list";
import { Page } from "@/components/ui/page";
import { PageHead } from "@/components/ui/page-head";
import { requireAdmin } from "@/lib/auth/require-user";
import { allTimeZones, zoneOfCountry } from "@/lib/domain/geography/time-zones";
import { COUNTRIES, isCountry } from "@/lib/domain/offers/offer";
import { readSettings } from "@/lib/user-accounts/change-organization";
import { OrganizationForm } from "./form";

export const metadata = { title: "Settings" };

export default async function Settings() {
  const admin = await requireAdmin();
  const { name, country, timeZone, version } = await readSettings(admin);
  const byCountry = `${zoneOfCountry(country)}, the country's`;
  return (
    <Page>
      <PageHead title="Settings" about="The organization, as everybody in it sees it" />
      <div className="stack stack-readable">
        <FlashMessage />
        {admin.owner ? (
          <OrganizationForm
            version={String(version)}
            settings={{ name, country, timeZone: timeZone ?? "" }}
            countries={COUNTRIES}
            timeZones={["", ...allTimeZones()].map((zone) => [zone, zone || byCountry])}
          />
        ) : (
          <>
            <DefinitionList
              facts={[
                ["Name", name],
                ["Default country", isCountry(country) ? COUNTRIES[country] : country],
                ["Time zone", timeZone ?? byCountry],
              ]}
            />
            <p className="text-small text-quiet">Only owners change settings.</p>
          </>
        )}
      </div>
    </Page>
  );
}
