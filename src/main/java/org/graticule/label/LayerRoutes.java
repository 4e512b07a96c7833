package org.graticule.label;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/projects/{project}/layers}. */
public final class LayerRoutes implements Routes.Module {
  private static final String PATH = "/api/v1/projects/{project}/layers";

  private final Layers layers;

  public LayerRoutes(Layers layers) {
    this.layers = layers;
  }

  record LayerView(
      UUID id,
      String kind,
      String name,
      @Nullable String model,
      boolean locked,
      boolean editable,
      String created,
      String createdBy) {
    static LayerView of(Layer layer, Subject by) {
      return new LayerView(
          layer.id(),
          layer.kind().label(),
          layer.name(),
          layer.model(),
          layer.locked(),
          !layer.locked() && layer.isChangedBy(by),
          layer.created().toString(),
          layer.createdBy());
    }
  }

  record LayerList(List<LayerView> layers) {}

  record NewLayer(@Nullable String kind, @Nullable String name, @Nullable String model) {}

  record Change(@Nullable String name, @Nullable Boolean locked) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get(PATH, Action.LABEL_READ, this::list)
        .post(PATH, Action.LABEL_WRITE, this::create)
        .patch(PATH + "/{layer}", Action.LABEL_WRITE, this::change);
  }

  private Reply list(Call call) {
    Subject by = call.subject();
    return Reply.ok(
        new LayerList(
            layers.list(by, call.id("project")).stream().map(l -> LayerView.of(l, by)).toList()));
  }

  private Reply create(Call call) {
    NewLayer body = call.body(NewLayer.class);
    if (body.kind() == null || body.name() == null) {
      throw Fault.unacceptable("missing-field", "kind and name are needed");
    }
    Layer layer =
        layers.create(
            call.subject(), call.id("project"), kind(body.kind()), body.name(), body.model());
    return Reply.created(LayerView.of(layer, call.subject()));
  }

  private Reply change(Call call) {
    Change body = call.body(Change.class);
    return Reply.ok(
        LayerView.of(
            layers.change(
                call.subject(), call.id("project"), call.id("layer"), body.name(), body.locked()),
            call.subject()));
  }

  private static Layer.Kind kind(String text) {
    return Arrays.stream(Layer.Kind.values())
        .filter(kind -> kind.label().equals(text))
        .findFirst()
        .orElseThrow(() ->
            Fault.unacceptable(
                "bad-kind",
                "kind is one of "
                    + Arrays.stream(Layer.Kind.values()).map(Layer.Kind::label).toList()));
  }
}
