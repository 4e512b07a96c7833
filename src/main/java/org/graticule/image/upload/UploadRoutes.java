package org.graticule.image.upload;

import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Inflow;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.jspecify.annotations.Nullable;

/**
 * The tus 1.0.0 protocol for resumable uploads at {@code /api/v1/projects/{project}/uploads}, with
 * creation, creation-with-upload, termination, expiration and checksum.
 */
public final class UploadRoutes implements Routes.Module {
  private static final String ALL = "/api/v1/projects/{project}/uploads";
  private static final String ONE = ALL + "/{upload}";
  private static final String VERSION = "1.0.0";
  private static final String EXTENSIONS =
      "creation,creation-with-upload,termination,expiration,checksum";
  private static final String BYTES = "application/offset+octet-stream";
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Uploads uploads;

  public UploadRoutes(Uploads uploads) {
    this.uploads = uploads;
  }

  /** Says how an upload stands. */
  @FunctionalInterface
  interface Answer {
    Reply reply(Uploads.Standing standing);
  }

  record UploadView(
      UUID id,
      String url,
      String name,
      long length,
      long offset,
      Optional<String> bundle,
      Optional<UUID> job,
      Instant created,
      Instant expires) {

    static UploadView of(Uploads.Standing standing) {
      Upload upload = standing.upload();
      return new UploadView(
          upload.id(),
          location(upload),
          upload.name(),
          upload.length(),
          standing.offset(),
          Optional.ofNullable(upload.bundle()),
          Optional.ofNullable(upload.job()),
          upload.created(),
          upload.expires());
    }
  }

  record UploadList(List<UploadView> uploads) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .answering(Map.of("Tus-Resumable", VERSION, "Tus-Version", VERSION))
        .options(ALL, Action.PUBLIC, this::describe)
        .options(ONE, Action.PUBLIC, this::describe)
        .get(ALL, Action.SCENE_INGEST, this::list)
        .head(ONE, Action.SCENE_INGEST, this::standing)
        .delete(ONE, Action.SCENE_INGEST, this::terminate)
        .stream(HttpMethod.POST, ALL, Action.SCENE_INGEST, this::create)
        .stream(HttpMethod.PATCH, ONE, Action.SCENE_INGEST, this::append);
  }

  private Reply describe(Call call) {
    return Reply.noContent()
        .with("Tus-Extension", EXTENSIONS)
        .with("Tus-Checksum-Algorithm", Checksum.NAMES)
        .with("Tus-Max-Size", Long.toString(uploads.limits().file()));
  }

  private Reply list(Call call) {
    return Reply.ok(
        new UploadList(
            uploads.list(call.subject(), call.id("project")).stream()
                .map(UploadView::of)
                .toList()));
  }

  private Reply standing(Call call) {
    requireVersion(call);
    Uploads.Standing standing =
        uploads.standing(call.subject(), call.id("project"), call.id("upload"));
    Upload upload = standing.upload();
    Reply reply =
        standing(new Reply.Empty(200, Map.of()), standing)
            .with("Upload-Length", Long.toString(upload.length()));
    return upload.metadata().isEmpty() ? reply : reply.with("Upload-Metadata", upload.metadata());
  }

  private Reply terminate(Call call) {
    requireVersion(call);
    uploads.terminate(call.subject(), call.id("project"), call.id("upload"));
    return Reply.noContent();
  }

  /** A promise, and with it the first bytes if the request brings some. */
  private Inflow create(Call call) {
    requireVersion(call);
    if (call.header("Upload-Defer-Length").isPresent()) {
      throw Fault.malformed("bad-length", "a length given later is not taken; say Upload-Length");
    }
    long length = length(call);
    UploadMetadata metadata = UploadMetadata.parse(call.header("Upload-Metadata").orElse(""));
    boolean brings = brings(call);
    if (brings) {
      requireBytes(call);
    }
    Checksum checksum = checksum(call);
    Upload upload = uploads.create(call.subject(), call.id("project"), length, metadata);
    Answer created =
        standing ->
            standing(new Reply.Empty(201, Map.of()), standing).with("Location", location(upload));
    return brings
        ? uploads.open(call.subject(), call.id("project"), upload.id(), 0, checksum, created)
        : new Promise(created.reply(new Uploads.Standing(upload, 0)));
  }

  private Inflow append(Call call) {
    requireVersion(call);
    requireBytes(call);
    long offset =
        call.header("Upload-Offset")
            .filter(text -> text.matches("\\d{1,18}"))
            .map(Long::parseLong)
            .orElseThrow(
                () -> Fault.malformed("bad-offset", "Upload-Offset must be a whole number from 0"));
    return uploads.open(
        call.subject(),
        call.id("project"),
        call.id("upload"),
        offset,
        checksum(call),
        standing -> standing(Reply.noContent(), standing));
  }

  /** Nothing came with the request, so there is nothing to take. */
  private record Promise(Reply end) implements Inflow {
    @Override
    public long room() {
      return 0;
    }

    @Override
    public void take(byte[] piece) {
      throw Fault.tooLarge("body-too-large", "the request said it had no body");
    }

    @Override
    public void broken() {
      // The promise stands.
    }
  }

  private static Reply standing(Reply reply, Uploads.Standing standing) {
    Upload upload = standing.upload();
    Reply all = reply.with("Upload-Offset", Long.toString(standing.offset()));
    return upload.job() != null
        ? all.with("Graticule-Job", upload.job().toString())
        : all.with("Upload-Expires", HTTP_DATE.format(upload.expires()));
  }

  private static String location(Upload upload) {
    return "/api/v1/projects/" + upload.project() + "/uploads/" + upload.id();
  }

  private static long length(Call call) {
    String text =
        call.header("Upload-Length")
            .map(String::strip)
            .filter(t -> t.matches("\\d+"))
            .orElseThrow(() ->
                Fault.malformed("bad-length", "Upload-Length must be a whole number of bytes"));
    // Longer than any number we know is still a number: too large, not unreadable.
    return text.length() > 18 ? Long.MAX_VALUE : Long.parseLong(text);
  }

  private static boolean brings(Call call) {
    return call.header("Content-Length").map(length -> !length.equals("0")).orElse(false)
        || call.header("Transfer-Encoding").isPresent();
  }

  private static void requireBytes(Call call) {
    String type = call.header("Content-Type").orElse("");
    if (!type.strip().equalsIgnoreCase(BYTES)) {
      throw new Fault(
          Fault.Kind.UNSUPPORTED,
          "not-upload-bytes",
          "Content-Type is \""
              + (type.length() > 60 ? type.substring(0, 60) : type)
              + "\"; allowed: "
              + BYTES);
    }
  }

  private static @Nullable Checksum checksum(Call call) {
    return call.header("Upload-Checksum").map(Checksum::parse).orElse(null);
  }

  private static void requireVersion(Call call) {
    if (!call.header("Tus-Resumable").orElse("").equals(VERSION)) {
      throw new Fault(Fault.Kind.PRECONDITION, "tus-version", "Tus-Resumable must be " + VERSION);
    }
  }
}
