package org.graticule.image;

import java.util.List;
import java.util.Optional;
import org.graticule.access.Action;
import org.graticule.access.Vocabulary;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Route;
import org.graticule.http.Routes;
import org.graticule.job.JobRoutes.JobView;

/** {@code /api/v1/scenes} and the upload of images. */
public final class SceneRoutes implements Routes.Module {
  private static final String IN_PROJECT = "/api/v1/projects/{project}/scenes";

  private final Scenes scenes;
  private final Vocabulary vocabulary;
  private final long uploadLimit;

  public SceneRoutes(Scenes scenes, Vocabulary vocabulary, long uploadLimit) {
    this.scenes = scenes;
    this.vocabulary = vocabulary;
    this.uploadLimit = uploadLimit;
  }

  record SceneList(List<SceneView> scenes, Optional<String> next) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get(IN_PROJECT, Action.SCENE_READ, this::list)
        .upload(IN_PROJECT, Action.SCENE_INGEST, new Upload())
        .upload("/api/v1/scenes/{scene}/revisions", Action.SCENE_INGEST, new Revision())
        .get("/api/v1/scenes/{scene}", Action.SCENE_READ, this::get);
  }

  private Reply list(Call call) {
    call.filtersBy(
        "bbox", "from", "to", "sensor", "gsdMin", "gsdMax", "cloudMax", "mark", "cursor", "limit");
    Scenes.Page page =
        scenes.list(
            call.subject(),
            call.id("project"),
            SceneQuery.of(call),
            call.query("cursor"),
            call.query("limit", 100, 1, 500));
    return Reply.ok(
        new SceneList(
            page.scenes().stream().map(seen -> SceneView.of(seen, vocabulary)).toList(),
            page.next()));
  }

  private Reply get(Call call) {
    return Reply.ok(SceneView.whole(scenes.get(call.subject(), call.id("scene")), vocabulary));
  }

  /** New pixels of a scene that is there. */
  private final class Revision implements Route.UploadWork {
    @Override
    public long admit(Call call) {
      scenes.require(call.subject(), Action.SCENE_INGEST, call.id("scene"));
      return uploadLimit;
    }

    @Override
    public Reply answer(Call call) {
      return Reply.accepted(
          JobView.of(scenes.revise(call.subject(), call.id("scene"), call.upload())));
    }
  }

  /** Decided before the first byte of the file is read. */
  private final class Upload implements Route.UploadWork {
    @Override
    public long admit(Call call) {
      name(call);
      scenes.requireIngest(call.subject(), call.id("project"), call.query("mark"));
      return uploadLimit;
    }

    @Override
    public Reply answer(Call call) {
      return Reply.accepted(
          JobView.of(
              scenes.ingest(
                  call.subject(),
                  call.id("project"),
                  name(call),
                  call.upload(),
                  null,
                  call.query("mark"))));
    }

    private static String name(Call call) {
      return call.query("name")
          .filter(n -> n.length() <= 255 && n.chars().noneMatch(Character::isISOControl))
          .orElseThrow(
              () -> Fault.malformed("bad-name", "name must have 1 to 255 printable characters"));
    }
  }
}
