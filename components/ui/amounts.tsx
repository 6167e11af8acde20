/** Sums of money at the foot of a window. */
export function Amounts({ amounts }: { amounts: [name: string, amount: string][] }) {
  return (
    <dl className="amounts">
      {amounts.map(([name, amount]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{amount}</dd>
        </div>
      ))}
    </dl>
  );
}
