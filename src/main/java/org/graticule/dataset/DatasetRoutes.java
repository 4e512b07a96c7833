package org.graticule.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Vocabulary;
import org.graticule.http.Call;
import org.graticule.http.MarkView;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.graticule.http.account.RequestView;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/datasets} and those of a project. */
public final class DatasetRoutes implements Routes.Module {
  private static final String IN_PROJECT = "/api/v1/projects/{project}/datasets";
  private static final String ONE = "/api/v1/datasets/{dataset}";

  private final Datasets datasets;
  private final Vocabulary vocabulary;

  public DatasetRoutes(Datasets datasets, Vocabulary vocabulary) {
    this.datasets = datasets;
    this.vocabulary = vocabulary;
  }

  record DatasetView(
      UUID id,
      UUID project,
      String name,
      int version,
      String state,
      Optional<UUID> job,
      double progress,
      Optional<String> reason,
      Recipe recipe,
      MarkView mark,
      String release,
      Instant created,
      String createdBy,
      Optional<Long> bytes,
      Optional<String> sha256,
      Optional<JsonNode> manifest) {}

  record Wish(@Nullable String reason) {}

  record DatasetList(List<DatasetView> datasets) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get(IN_PROJECT, Action.DATASET_READ, this::list)
        .post(IN_PROJECT, Action.DATASET_CREATE, this::create)
        .get(ONE, Action.DATASET_READ, this::get)
        .post(ONE + "/release", Action.DATASET_DOWNLOAD, this::askRelease)
        .get(ONE + "/archive", Action.DATASET_DOWNLOAD, this::download);
  }

  private Reply list(Call call) {
    return Reply.ok(
        new DatasetList(
            datasets.list(call.subject(), call.id("project")).stream().map(this::view).toList()));
  }

  private Reply create(Call call) {
    Recipe recipe = Recipe.of(call.body(Recipe.Form.class));
    return Reply.accepted(view(datasets.create(call.subject(), call.id("project"), recipe)));
  }

  private Reply get(Call call) {
    return Reply.ok(view(datasets.get(call.subject(), call.id("dataset"))));
  }

  private Reply askRelease(Call call) {
    return Reply.accepted(
        RequestView.of(
            datasets.askRelease(
                call.subject(), call.id("dataset"), call.body(Wish.class).reason())));
  }

  private Reply download(Call call) {
    UUID dataset = call.id("dataset");
    Datasets.Download download = datasets.download(call.subject(), dataset);
    call.whileSending(by -> datasets.requireDownload(by, dataset));
    return Reply.file("application/zip", download.file())
        .with("Content-Disposition", disposition(download.name()))
        .with("ETag", "\"" + download.archive().sha256() + "\"")
        .with("Cache-Control", "private, no-store");
  }

  /** RFC 6266. A recipe's name holds nothing that would need quoting or encoding. */
  private static String disposition(String fileName) {
    return "attachment; filename=\"" + fileName + "\"";
  }

  private DatasetView view(Datasets.Seen seen) {
    Dataset dataset = seen.dataset();
    Optional<Member> archive = Optional.ofNullable(dataset.archive());
    return new DatasetView(
        dataset.id(),
        dataset.project(),
        dataset.name(),
        dataset.version(),
        dataset.state().label(),
        Optional.ofNullable(dataset.job()),
        dataset.progress(),
        Optional.ofNullable(dataset.reason()),
        dataset.recipe(),
        MarkView.of(vocabulary, seen.mark()),
        seen.consent().label(),
        dataset.created(),
        dataset.createdName(),
        archive.map(Member::bytes),
        archive.map(Member::sha256),
        Optional.ofNullable(dataset.manifest()));
  }
}
