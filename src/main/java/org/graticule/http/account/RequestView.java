package org.graticule.http.account;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Request;

/** A request as the contract shows it. */
public record RequestView(
    UUID id,
    UUID project,
    String kind,
    UUID thing,
    String name,
    String marking,
    Optional<String> wanted,
    String reason,
    String state,
    Instant asked,
    String askedBy,
    Optional<Instant> decided,
    Optional<String> decidedBy) {

  public static RequestView of(Request request) {
    return new RequestView(
        request.id(),
        request.project(),
        request.kind().label(),
        request.thing(),
        request.name(),
        request.marking(),
        Optional.ofNullable(request.wanted()),
        request.reason(),
        request.state().name().toLowerCase(Locale.ROOT),
        request.asked(),
        request.askedName(),
        Optional.ofNullable(request.decided()),
        Optional.ofNullable(request.decidedName()));
  }
}
