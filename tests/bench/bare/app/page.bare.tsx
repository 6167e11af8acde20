export const dynamic = "force-dynamic";

/** An empty page: the scripts it asks for are the framework's own. */
export default function Empty() {
  return <main />;
}
