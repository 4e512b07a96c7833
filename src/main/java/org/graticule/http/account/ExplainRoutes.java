package org.graticule.http.account;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Explanations;
import org.graticule.access.Role;
import org.graticule.access.Vocabulary;
import org.graticule.access.Whereabouts;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.MarkView;
import org.graticule.http.Reply;
import org.graticule.http.Routes;

/** {@code /api/v1/accounts/{username}/explain}: what somebody may do to a thing, and why not. */
public final class ExplainRoutes implements Routes.Module {
  private final Explanations explanations;
  private final Vocabulary vocabulary;

  public ExplainRoutes(Explanations explanations, Vocabulary vocabulary) {
    this.explanations = explanations;
    this.vocabulary = vocabulary;
  }

  record AnswerView(String action, boolean allowed, Optional<String> rule) {}

  record ExplanationView(
      String username,
      boolean active,
      String level,
      List<String> accesses,
      UUID project,
      MarkView mark,
      List<String> roles,
      List<AnswerView> answers) {}

  @Override
  public void addTo(Routes routes) {
    routes.get("/api/v1/accounts/{username}/explain", Action.ACCESS_EXPLAIN, this::explain);
  }

  private Reply explain(Call call) {
    Explanations.Explanation found =
        explanations.explain(
            call.subject(),
            call.text("username"),
            kind(call.query("kind").orElse("")),
            call.queryId("id")
                .orElseThrow(() -> Fault.malformed("missing-parameter", "id is needed")));
    return Reply.ok(
        new ExplanationView(
            found.account().username(),
            found.account().active(),
            found.account().level(),
            found.account().accesses(),
            found.project(),
            MarkView.of(vocabulary, found.mark()),
            found.roles().stream().map(Role::label).sorted().toList(),
            found.answers().stream()
                .map(a -> new AnswerView(a.action().name(), a.rule().isEmpty(), a.rule()))
                .toList()));
  }

  private static Whereabouts.Kind kind(String label) {
    return Arrays.stream(Whereabouts.Kind.values())
        .filter(kind -> kind.name().equalsIgnoreCase(label))
        .findFirst()
        .orElseThrow(
            () -> Fault.malformed("bad-kind", "kind must be scene, label, job or dataset"));
  }
}
