export const dynamic = "force-dynamic";

const ROWS = Array.from({ length: 500 }, (_, index) => ({
  number: `(512) 231-${String(index).padStart(4, "0")}`,
  place: "Austin, TX",
  availability: "Available, just now",
  price: "$1.15",
}));

/** The rows of a cart of 500, and nothing else: no session, no database, no form. */
export default function Rows() {
  return (
    <table>
      <tbody>
        {ROWS.map((row) => (
          <tr key={row.number}>
            <td>US {row.number}</td>
            <td>{row.place}</td>
            <td>{row.availability}</td>
            <td>{row.price}</td>
            <td>
              <button type="submit" name="remove" value={row.number} aria-label={`Remove ${row.number}`} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
