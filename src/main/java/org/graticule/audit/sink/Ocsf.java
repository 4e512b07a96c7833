package org.graticule.audit.sink;

import java.util.List;
import java.util.Map;
import org.graticule.audit.Event;
import org.graticule.audit.Recorded;

/**
 * OCSF 1.3: signing in and out is Authentication (class 3002), everything else API Activity (class
 * 6003), because everything is done through the API.
 */
final class Ocsf {
  private static final String VERSION = "1.3.0";
  private static final int AUTHENTICATION = 3002;
  private static final int API_ACTIVITY = 6003;

  private Ocsf() {}

  static String line(Recorded record) {
    Event event = record.event();
    boolean session = event.type().startsWith("session.");
    int activity = session ? signing(event.type()) : operation(event.type());
    Json line = head(record, session ? AUTHENTICATION : API_ACTIVITY, activity);
    Json user =
        new Json().put("name", event.actorName()).put("uid", event.actor()).put("type_id", 0);
    boolean good = event.outcome() == Event.Outcome.SUCCESS;
    line.put("severity_id", good ? 1 : event.outcome() == Event.Outcome.DENIED ? 3 : 2)
        .put("status_id", good ? 1 : 2)
        .put("status", good ? "Success" : "Failure")
        .put("status_detail", good ? null : event.outcome().name())
        .put("message", event.type())
        .put("src_endpoint", endpoint(event.source()))
        .put("unmapped", unmapped(event));
    if (session) {
      line.put("user", user).put("service", new Json().put("name", "Graticule"));
      line.put("session", session(event));
    } else {
      line.put("actor", new Json().put("user", user).put("session", session(event)))
          .put(
              "api",
              new Json()
                  .put("operation", event.type())
                  .put("service", new Json().put("name", "Graticule")))
          .put("resources", resources(event));
    }
    return line.text();
  }

  static String stub(Recorded record) {
    Json nobody = new Json().put("name", "withheld").put("type_id", 0);
    return head(record, API_ACTIVITY, 0)
        .put("severity_id", 0)
        .put("status_id", 0)
        .put("message", "withheld")
        .put("src_endpoint", new Json().put("name", "withheld"))
        .put("actor", new Json().put("user", nobody))
        .put("api", new Json().put("operation", "withheld"))
        .text();
  }

  private static Json head(Recorded record, int type, int activity) {
    return new Json()
        .put("class_uid", type)
        .put("category_uid", type / 1000)
        .put("activity_id", activity)
        .put("type_uid", type * 100L + activity)
        .put("time", record.event().at().toEpochMilli())
        .put(
            "metadata",
            new Json()
                .put("version", VERSION)
                .put("uid", record.hash())
                .put("sequence", record.seq())
                .put(
                    "product",
                    new Json().put("name", "Graticule").put("vendor_name", "Graticule")));
  }

  private static Json endpoint(String source) {
    return new Json().put(Source.isAddress(source) ? "ip" : "name", source);
  }

  private static @org.jspecify.annotations.Nullable Json session(Event event) {
    return event.session() == null ? null : new Json().put("uid", event.session());
  }

  private static @org.jspecify.annotations.Nullable Object resources(Event event) {
    if (event.scene() == null && event.project() == null) {
      return null;
    }
    String type = event.scene() == null ? "project" : "scene";
    Object id = event.scene() == null ? event.project() : event.scene();
    return List.of(Map.of("uid", String.valueOf(id), "type", type));
  }

  private static Json unmapped(Event event) {
    Json facts = new Json().put("mark", event.mark()).put("id", event.id().toString());
    event.facts().forEach(facts::put);
    return facts;
  }

  private static int signing(String type) {
    return switch (type) {
      case "session.signed-in", "session.sign-in-failed" -> 1;
      case "session.signed-out" -> 2;
      default -> 99;
    };
  }

  private static int operation(String type) {
    String what = type.substring(type.indexOf('.') + 1);
    return switch (what) {
      case "created", "made", "added", "uploaded", "ingested", "imported", "received" -> 1;
      case "read", "listed", "searched", "downloaded", "exported", "seen", "history-read" -> 2;
      case "changed", "updated", "published", "revised" -> 3;
      case "deleted", "removed", "revoked", "disabled", "pruned" -> 4;
      default -> 99;
    };
  }
}
