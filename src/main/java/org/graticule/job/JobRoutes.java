package org.graticule.job;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.http.Answers;
import org.graticule.http.Gate;
import org.graticule.http.Json;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/jobs}: the state of long work, once or as a stream. */
public final class JobRoutes implements Routes.Module {
  private static final long LOOK_MILLIS = 400;

  /** Comments that keep a quiet stream from being cut by a proxy. */
  private static final long QUIET_LOOKS = 25;

  private final Jobs jobs;
  private final Gate gate;

  /**
   * @param gate for the looks of the streams: followers must not crowd out requests
   */
  public JobRoutes(Jobs jobs, Gate gate) {
    this.jobs = jobs;
    this.gate = gate;
  }

  /** A job as the contract shows it. */
  public record JobView(
      UUID id,
      UUID project,
      String kind,
      String name,
      String state,
      double progress,
      Optional<String> message,
      Optional<String> code,
      Optional<Long> remainingSeconds,
      Optional<UUID> scene,
      Optional<UUID> dataset,
      Instant created,
      String createdBy) {

    public static JobView of(Job job) {
      return new JobView(
          job.id(),
          job.project(),
          job.kind(),
          job.name(),
          job.state().name().toLowerCase(Locale.ROOT),
          job.progress(),
          Optional.ofNullable(job.message()),
          Optional.ofNullable(job.code()),
          remaining(job),
          Optional.ofNullable(job.scene()),
          Optional.ofNullable(job.dataset()),
          job.created(),
          job.createdName());
    }

    private static Optional<Long> remaining(Job job) {
      return job.state() == Job.State.RUNNING
          ? Optional.ofNullable(job.remainingSeconds())
          : Optional.empty();
    }
  }

  record JobList(List<JobView> jobs) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get(
            "/api/v1/projects/{project}/jobs",
            Action.SCENE_READ,
            call ->
                Reply.ok(
                    new JobList(
                        jobs.newest(call.subject(), call.id("project")).stream()
                            .map(JobView::of)
                            .toList())))
        .get(
            "/api/v1/jobs/{job}",
            Action.JOB_READ,
            call -> Reply.ok(JobView.of(jobs.get(call.subject(), call.id("job")))))
        .direct("/api/v1/jobs/{job}/events", Action.JOB_READ, this::follow);
  }

  private void follow(RoutingContext context, @Nullable Subject subject, Answers answers) {
    if (subject == null) {
      throw new IllegalStateException("JOB_READ needs a subject");
    }
    UUID id;
    try {
      id = UUID.fromString(context.pathParam("job"));
    } catch (IllegalArgumentException e) {
      answers.fail(context, subject, Action.JOB_READ, Fault.notFound());
      return;
    }
    new Stream(context, subject, answers, id).look();
  }

  /** One follower: looks at the job now and then, sends what changed, ends with the job. */
  private final class Stream {
    private final RoutingContext context;
    private final Subject subject;
    private final Answers answers;
    private final UUID id;
    private final Context loop;
    private String last = "";
    private long quiet;

    Stream(RoutingContext context, Subject subject, Answers answers, UUID id) {
      this.context = context;
      this.subject = subject;
      this.answers = answers;
      this.id = id;
      this.loop = context.vertx().getOrCreateContext();
    }

    void look() {
      try {
        gate.run(() -> {
          try {
            Job job = jobs.get(subject, id);
            loop.runOnContext(v -> show(job));
          } catch (RuntimeException e) {
            loop.runOnContext(v -> end(e));
          }
        });
      } catch (Fault busy) {
        end(busy);
      }
    }

    private void show(Job job) {
      HttpServerResponse response = context.response();
      if (response.closed() || response.ended()) {
        return;
      }
      if (!response.headWritten()) {
        response.putHeader("Content-Type", "text/event-stream").setChunked(true);
      }
      String data = new String(Json.write(JobView.of(job)), StandardCharsets.UTF_8);
      if (!data.equals(last)) {
        last = data;
        quiet = 0;
        response.write("event: job\ndata: " + data + "\n\n");
      } else if (++quiet % QUIET_LOOKS == 0) {
        response.write(": still here\n\n");
      }
      if (job.state().ended()) {
        response.end();
      } else {
        context.vertx().setTimer(LOOK_MILLIS, t -> look());
      }
    }

    private void end(RuntimeException e) {
      if (context.response().headWritten()) {
        context.response().end();
      } else {
        answers.fail(context, subject, Action.JOB_READ, e);
      }
    }
  }
}
