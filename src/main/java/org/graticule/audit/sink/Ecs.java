package org.graticule.audit.sink;

import java.util.List;
import org.graticule.audit.Event;
import org.graticule.audit.Recorded;

/** Elastic Common Schema 8.11; what has no field there is below {@code graticule}. */
final class Ecs {
  private Ecs() {}

  static String line(Recorded record) {
    Event event = record.event();
    boolean session = event.type().startsWith("session.");
    Json facts = new Json();
    event.facts().forEach(facts::put);
    return head(
            record,
            new Json()
                .put("id", event.id().toString())
                .put("action", event.type())
                .put("category", List.of(session ? "authentication" : "api"))
                .put("type", List.of(session ? signing(event.type()) : type(event)))
                .put("outcome", event.outcome() == Event.Outcome.SUCCESS ? "success" : "failure"))
        .put("message", event.type() + " " + event.outcome())
        .put("user", new Json().put("id", event.actor()).put("name", event.actorName()))
        .put("source", source(event.source()))
        .put(
            "graticule",
            new Json()
                .put("outcome", event.outcome().name())
                .put("session", event.session())
                .put("project", event.project() == null ? null : event.project().toString())
                .put("scene", event.scene() == null ? null : event.scene().toString())
                .put("mark", event.mark())
                .put("facts", facts))
        .text();
  }

  static String stub(Recorded record) {
    return head(record, new Json().put("action", "withheld").put("outcome", "unknown"))
        .put("message", "withheld")
        .text();
  }

  private static Json head(Recorded record, Json event) {
    return new Json()
        .put("@timestamp", record.event().at().toString())
        .put("ecs", new Json().put("version", "8.11.0"))
        .put(
            "event",
            event
                .put("kind", "event")
                .put("module", "graticule")
                .put("dataset", "graticule.audit")
                .put("sequence", record.seq())
                .put("hash", record.hash()));
  }

  private static Json source(String source) {
    Json json = new Json().put("address", source);
    return Source.isAddress(source) ? json.put("ip", source) : json;
  }

  private static String signing(String type) {
    return switch (type) {
      case "session.signed-in", "session.sign-in-failed" -> "start";
      case "session.signed-out", "session.ended" -> "end";
      default -> "info";
    };
  }

  private static String type(Event event) {
    if (event.outcome() == Event.Outcome.DENIED) {
      return "denied";
    }
    String what = event.type().substring(event.type().indexOf('.') + 1);
    return switch (what) {
      case "created", "made", "added", "uploaded", "ingested", "imported", "received" -> "creation";
      case "changed", "updated", "published", "revised" -> "change";
      case "deleted", "removed", "revoked", "disabled", "pruned" -> "deletion";
      case "opened", "started" -> "start";
      case "closed", "stopped" -> "end";
      default -> "access";
    };
  }
}
