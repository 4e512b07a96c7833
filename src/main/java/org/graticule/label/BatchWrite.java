package org.graticule.label;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.graticule.access.Marks;
import org.graticule.access.Subject;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.graticule.label.Conflicts.Conflict;
import org.graticule.label.LabelStore.Author;
import org.graticule.label.LabelStore.Done;
import org.graticule.label.LabelStore.Head;
import org.graticule.label.LabelStore.Key;
import org.graticule.label.Labels.Result;
import org.graticule.label.Operation.Kind;
import org.graticule.label.rule.Violation;

/**
 * Stores a batch within one transaction: all of it, or nothing and a list of who was faster. Locks
 * the objects first, so that what it reads of them stays true until it commits. Used once.
 */
final class BatchWrite {
  private final LabelStore store;
  private final Marks marks;
  private final Tx tx;
  private final Subject by;
  private final LabelScene scene;
  private final Sight sight;
  private final Map<UUID, State> states = new HashMap<>();
  private final Map<UUID, Label> newest = new LinkedHashMap<>();
  private final List<Label> stored = new ArrayList<>();
  private final List<UUID> opIds = new ArrayList<>();
  private final List<Conflict> conflicts = new ArrayList<>();

  /** An object as this transaction sees it now; revision 0 is one it has just made room for. */
  private record State(int revision, boolean live) {}

  BatchWrite(LabelStore store, Marks marks, Tx tx, Subject by, LabelScene scene, Sight sight) {
    this.store = store;
    this.marks = marks;
    this.tx = tx;
    this.by = by;
    this.scene = scene;
    this.sight = sight;
  }

  /**
   * @throws Conflicts where an operation started from a revision that is not the newest
   * @throws Fault not found, where an object is not of this scene or hidden
   */
  List<Result> run(List<Draft> drafts, int ontology) {
    // First of all, so that what is stored becomes visible in the order of its version.
    long version = store.nextVersion(tx, scene.id());
    lock(drafts, version);
    Map<UUID, Done> done =
        store.done(tx, drafts.stream().map(draft -> draft.operation().opId()).toList()).stream()
            .collect(Collectors.toMap(Done::opId, Function.identity()));
    List<Result> results = new ArrayList<>();
    for (Draft draft : drafts) {
      Done before = done.get(draft.operation().opId());
      int revision = before == null ? apply(draft) : replay(draft.operation(), before);
      results.add(
          new Result(
              draft.operation().opId(),
              draft.operation().element(),
              revision,
              before == null ? draft.warnings() : warned(draft, before)));
    }
    if (!conflicts.isEmpty()) {
      throw new Conflicts(conflicts);
    }
    if (!stored.isEmpty()) {
      Author author = new Author(by.account(), by.username(), ontology);
      store.insertRevisions(tx, scene, stored, opIds, author);
      store.advance(
          tx, newest.values().stream().filter(label -> label.revision() > 1).toList(), version);
    }
    return results;
  }

  /** What was said the first time, whatever lies around the label by now. */
  private static List<Violation> warned(Draft draft, Done before) {
    return before.warnings().stream().map(warning -> warning.under(draft.pointer())).toList();
  }

  /** What this batch added; a replayed operation adds nothing. */
  List<Label> stored() {
    return stored;
  }

  private void lock(List<Draft> drafts, long version) {
    // A new object is not looked for: where it is there already, inserting it says so.
    List<UUID> elements =
        drafts.stream()
            .filter(draft -> draft.operation().kind() != Kind.CREATE || draft.label() == null)
            .map(draft -> draft.operation().element())
            .distinct()
            .toList();
    List<Head> heads =
        new ArrayList<>(elements.isEmpty() ? List.of() : store.lock(tx, elements, sight));
    Set<UUID> there = heads.stream().map(Head::element).collect(Collectors.toSet());
    Map<UUID, Label> fresh = new HashMap<>();
    for (Draft draft : drafts) {
      boolean create = draft.operation().kind() == Kind.CREATE;
      if (create && draft.label() != null && !there.contains(draft.operation().element())) {
        fresh.putIfAbsent(draft.operation().element(), marked(draft));
      }
    }
    List<Label> ordered =
        fresh.values().stream().sorted(Comparator.comparing(Label::element)).toList();
    Set<UUID> inserted =
        ordered.isEmpty() ? Set.of() : store.insertElements(tx, scene, ordered, version);
    inserted.forEach(element -> states.put(element, new State(0, false)));
    List<UUID> beaten =
        ordered.stream().map(Label::element).filter(id -> !inserted.contains(id)).toList();
    if (!beaten.isEmpty()) {
      heads.addAll(store.lock(tx, beaten, sight));
    }
    for (Head head : heads) {
      boolean seen = by.dominates(head.markId()) && sight.sees(head.layer()) && head.inside();
      if (head.scene().equals(scene.id()) && seen) {
        states.put(head.element(), new State(head.revision(), head.live()));
      }
    }
  }

  private int replay(Operation operation, Done before) {
    if (!before.element().equals(operation.element()) || before.kind() != operation.kind()) {
      throw Fault.unacceptable(
          "op-id-reused",
          "The op_id %s was used for another operation before.".formatted(operation.opId()));
    }
    return before.revision();
  }

  private int apply(Draft draft) {
    Operation operation = draft.operation();
    State state = states.get(operation.element());
    if (state == null) {
      if (operation.kind() == Kind.CREATE) {
        // The id is taken by something this caller may not see, or is not of this scene.
        conflicts.add(new Conflict(operation, null));
        return 0;
      }
      throw Fault.notFound();
    }
    boolean again = operation.kind() == Kind.DELETE && !state.live();
    if (state.revision() != operation.baseRevision() || draft.label() == null || again) {
      conflicts.add(new Conflict(operation, state.live() ? theirs(operation, state) : null));
      return 0;
    }
    Label label = marked(draft);
    states.put(label.element(), new State(label.revision(), label.isLive()));
    newest.put(label.element(), label);
    stored.add(label);
    opIds.add(operation.opId());
    return label.revision();
  }

  private Label theirs(Operation operation, State state) {
    Label mine = newest.get(operation.element());
    if (mine != null) {
      return mine;
    }
    Key key = new Key(operation.element(), state.revision());
    return store.revisions(tx, scene.id(), List.of(key), sight).getFirst();
  }

  private Label marked(Draft draft) {
    return draft.label().withMark(marks.intern(tx, draft.marking()).id());
  }
}
