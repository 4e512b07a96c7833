package org.graticule.label;

import java.util.List;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/scenes/{scene}/notes}. */
public final class NoteRoutes implements Routes.Module {
  private static final String PATH = "/api/v1/scenes/{scene}/notes";

  private final Notes notes;

  public NoteRoutes(Notes notes) {
    this.notes = notes;
  }

  record NewNote(
      @Nullable UUID id, @Nullable Double x, @Nullable Double y, @Nullable String text) {}

  record Change(@Nullable String text, @Nullable Boolean done) {}

  record NoteView(
      UUID id,
      double x,
      double y,
      String text,
      boolean done,
      String author,
      String created,
      String changed) {
    static NoteView of(Note note) {
      return new NoteView(
          note.id(),
          note.x(),
          note.y(),
          note.text(),
          note.done(),
          note.username(),
          note.created().toString(),
          note.changed().toString());
    }
  }

  record NoteList(List<NoteView> notes) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get(PATH, Action.LABEL_READ, this::list)
        .post(PATH, Action.LABEL_WRITE, this::create)
        .patch(PATH + "/{note}", Action.LABEL_WRITE, this::change);
  }

  private Reply list(Call call) {
    return Reply.ok(
        new NoteList(
            notes.of(call.subject(), call.id("scene")).stream().map(NoteView::of).toList()));
  }

  private Reply create(Call call) {
    NewNote body = call.body(NewNote.class);
    if (body.id() == null || body.x() == null || body.y() == null || body.text() == null) {
      throw Fault.unacceptable("missing-field", "id, x, y and text are needed");
    }
    if (!Double.isFinite(body.x()) || !Double.isFinite(body.y())) {
      throw Fault.unacceptable("bad-number", "x and y are numbers of pixels");
    }
    return Reply.created(
        NoteView.of(
            notes.create(
                call.subject(), call.id("scene"), body.id(), body.x(), body.y(), body.text())));
  }

  private Reply change(Call call) {
    Change body = call.body(Change.class);
    return Reply.ok(
        NoteView.of(
            notes.change(
                call.subject(), call.id("scene"), call.id("note"), body.text(), body.done())));
  }
}
