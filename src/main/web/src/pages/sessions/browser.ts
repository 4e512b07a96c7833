/** The part of a browser's description of itself that people know it by. */
export function browser(agent: string): string {
  const known = /(Edg|OPR|Firefox|Chrome|Version|curl)\/(\d+)/.exec(
    agent.replace(/^.*(Edg|OPR)\//, '$1/'),
  );
  const names: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera', Version: 'Safari' };
  const name = known?.[1];
  return name ? `${names[name] ?? name} ${known[2]}` : agent || 'Unknown';
}
