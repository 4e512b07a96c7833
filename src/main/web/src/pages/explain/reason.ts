const REASONS: Readonly<Record<string, string>> = {
  alive: 'The account is disabled',
  'no-grant': 'No role in the project, so nothing in it exists for them',
  mark: 'The marking is above them: a level, an access or a country they lack',
  role: 'They see it, but none of their roles includes this',
  area: 'It lies outside the area that their role is limited to',
  scope: 'The token they act with is not good for this',
};

/** The first rule that failed, in words; one that is new here under its own name. */
export function reason(rule: string): string {
  return REASONS[rule] ?? rule;
}
